"""The tests' shared vocabulary: Hypothesis strategies for the nouns of the model."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from clipper.model import (
    Alignment,
    Cue,
    CueTrack,
    Evidence,
    Line,
    Note,
    Pin,
    Recording,
    Repeat,
    Run,
    Span,
    Speaker,
    SpeakerChange,
    TimedWord,
    Transcript,
    TranscriptFormat,
    Turn,
    Word,
    WordStatus,
)

HOUR_MS = 3_600_000

SPEAKERS = (
    None,
    Speaker(name="Ada Brandt", role="Host"),
    Speaker(name="Milo Quist"),
    Speaker(name="Ada Lund"),
    Speaker(name="Speaker 1"),
    Speaker(name="Tom & Jerry <3"),
)


def _split(*texts: str) -> tuple[str, ...]:
    return tuple(word for text in texts for word in text.split())


ORDINARY_WORDS = _split(
    "the a of to and but because we I is was not very think people Mr. Brandt New York 64 miles um",
    "well, yes. No! right? so… (maybe) “quoted” e.g. 2012 half-life don't it's e-mail 3.14",
)
ODD_WORDS = _split(
    r"<i>x</i> & --> {\an8} 7 00:00:01,000 https://example.org/a/very/long/path/of/some/thing?x=1&y=2 naïve",
    "שלום 今日は、いい天気です。 👩‍👩‍👧‍👦 Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
)
UNSPOKEN_WORDS = ("[laughter]", "—", "-", "♪", "(music)", "...")


@st.composite
def spans(draw: st.DrawFn, *, end_ms: int = HOUR_MS) -> Span:
    """Spans that end at ``end_ms`` or before; empty ones too."""
    start_ms = draw(st.integers(0, end_ms))
    return Span(start_ms=start_ms, end_ms=draw(st.integers(start_ms, end_ms)))


@st.composite
def transcripts(draw: st.DrawFn, *, max_words: int = 40, odd: bool = True) -> Transcript:
    """Transcripts in the header layout; with ``odd``, words that are hostile to formats and layouts."""
    vocabulary = st.sampled_from(ORDINARY_WORDS + ODD_WORDS if odd else ORDINARY_WORDS)
    # True: somebody says it. One word in ten is an annotation or bare punctuation.
    spoken = st.integers(0, 9).flatmap(
        lambda n: (
            st.tuples(vocabulary, st.just(True)) if n else st.tuples(st.sampled_from(UNSPOKEN_WORDS), st.just(False))
        )
    )
    contents = draw(st.lists(st.lists(spoken, min_size=1, max_size=10), min_size=1, max_size=max(1, max_words // 10)))
    text, words, turns = "", [], []
    for content in contents:
        speaker = draw(st.sampled_from(SPEAKERS))
        header_char, first_word = len(text), len(words)
        text += f"{speaker.name if speaker else 'Unknown'} 00:00\n"
        for token, searched in content:
            words.append(Word(text=token, start_char=len(text), end_char=len(text) + len(token), searched=searched))
            text += token + " "
        text = text[:-1] + "\n"
        turns.append(
            Turn(speaker=speaker, first_word=first_word, end_word=len(words), header_ms=0, header_char=header_char)
        )
    return Transcript(
        text=text, words=tuple(words), turns=tuple(turns), format=TranscriptFormat.HEADER, source="drawn.txt"
    )


@st.composite
def alignments(
    draw: st.DrawFn, *, max_words: int = 40, odd: bool = True, crosstalk: bool = True, repeats: bool = True
) -> Alignment:
    """Alignments with pauses, words that were not spoken, with ``repeats`` passages that are heard again after
    everything else and, with ``crosstalk``, turns and repeats that overlap in time.
    """
    transcript = draw(transcripts(max_words=max_words, odd=odd))
    words: list[TimedWord] = []
    now_ms = draw(st.integers(0, 5_000))
    for turn in transcript.turns:
        if crosstalk and draw(st.integers(0, 4)) == 0:
            now_ms = max(0, now_ms - draw(st.integers(0, 4_000)))
        for word in transcript.words[turn.first_word : turn.end_word]:
            status = draw(_statuses) if word.searched else WordStatus.UNSEARCHED
            if status in (WordStatus.NOT_SPOKEN, WordStatus.UNSEARCHED):
                words.append(TimedWord(status=status))
                continue
            start_ms = now_ms + draw(_pauses_ms)
            now_ms = start_ms + draw(st.integers(20, 900))
            confidence = draw(st.sampled_from((0.0, 0.5, 0.97)))
            words.append(TimedWord(status=status, span=Span(start_ms=start_ms, end_ms=now_ms), confidence=confidence))
    again = draw(_repeats_of(tuple(words), crosstalk)) if repeats else ()
    last_ms = max((span.end_ms for span in [*(w.span for w in words), *(r.span for r in again)] if span), default=0)
    recording = Recording(
        content_hash="sha256:" + "0" * 64,
        path="drawn.wav",
        duration_ms=last_ms + draw(st.integers(0, 3_000)),
        streams=(),
    )
    return Alignment(
        transcript=transcript,
        recordings=(recording,),
        words=tuple(words),
        repeats=again,
        pins=draw(_pins_of(tuple(words))),
        **draw(_repairs_of(transcript)),
    )


@st.composite
def _repairs_of(draw: st.DrawFn, transcript: Transcript) -> dict[str, Any]:
    """Nothing, or a turn whose first words are another's."""
    number = draw(st.integers(0, len(transcript.turns) - 1))
    turn = transcript.turns[number]
    if turn.end_word - turn.first_word < 2 or draw(st.booleans()):
        return {}
    middle = draw(st.integers(turn.first_word + 1, turn.end_word - 1))
    other = Speaker(name="Somebody else")
    pieces = (replace(turn, speaker=other, end_word=middle), replace(turn, first_word=middle))
    change = SpeakerChange(
        first_word=turn.first_word,
        end_word=middle,
        before=turn.speaker,
        after=other,
        evidence=((Evidence.VOICE, 14.2), (Evidence.SENTENCE, 2.0)),
        confidence=0.98,
        is_applied=True,
    )
    repaired = (*transcript.turns[:number], *pieces, *transcript.turns[number + 1 :])
    return {"repaired": repaired, "changes": (change,)}


@st.composite
def _repeats_of(draw: st.DrawFn, words: tuple[TimedWord, ...], crosstalk: bool) -> tuple[Repeat, ...]:
    """Up to two repeats, one after the other; some of their words are not heard again."""
    repeats: list[Repeat] = []
    now_ms = max((word.span.end_ms for word in words if word.span), default=0)
    if crosstalk:
        now_ms = draw(st.integers(0, now_ms))
    for _ in range(draw(st.integers(0, 2))):
        first = draw(st.integers(0, len(words) - 1))
        end = draw(st.integers(first + 1, len(words)))
        now_ms += draw(st.integers(100, 20_000))
        spans: list[Span | None] = []
        for word in words[first:end]:
            start_ms = now_ms + draw(_pauses_ms)
            heard = word.status is not WordStatus.UNSEARCHED and draw(st.integers(0, 9))
            spans.append(Span(start_ms=start_ms, end_ms=start_ms + draw(st.integers(20, 900))) if heard else None)
            now_ms = spans[-1].end_ms if spans[-1] else now_ms
        known = [span for span in spans if span]
        if known:
            whole = known[0].hull(known[-1])
            repeats.append(Repeat(first_word=first, end_word=end, span=whole, score=0.75, spans=tuple(spans)))
    return tuple(repeats)


@st.composite
def _pins_of(draw: st.DrawFn, words: tuple[TimedWord, ...]) -> tuple[Pin, ...]:
    """Pins that the words obey, in text order."""
    chosen = sorted(draw(st.sets(st.integers(0, len(words) - 1), max_size=3)))
    pins = []
    for index in chosen:
        span = words[index].span
        end_ms = span.end_ms if span and draw(st.booleans()) else None
        pins.append(Pin(first_word=index, end_word=index + 1, start_ms=span and span.start_ms, end_ms=end_ms))
    return tuple(pins)


_statuses = st.sampled_from([WordStatus.ALIGNED] * 8 + [WordStatus.INTERPOLATED, WordStatus.NOT_SPOKEN])
_pauses_ms = st.one_of(st.just(0), st.integers(0, 300), st.integers(0, 3_000))

_nasty = st.sampled_from(
    (
        *ODD_WORDS,
        "<",
        ">",
        "&amp;",
        "&lt;",
        "&nbsp;",
        "<v Bob>",
        "</v>",
        "<00:00:01.000>",
        "< b>",
        "{\\b1}",
        "{x}",
        "->",
    )
)
_plain = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cf")),
    min_size=1,
    max_size=8,
)
_tokens = st.one_of(_plain, _nasty, st.sampled_from(ORDINARY_WORDS))
_names = st.lists(_tokens, min_size=1, max_size=3).map(" ".join)
_styles = st.sampled_from([frozenset[str]()] * 4 + [frozenset({"i"}), frozenset({"b", "u"})])


@st.composite
def cue_tracks(draw: st.DrawFn, *, voices: bool = True, classes: bool = True) -> CueTrack:
    """Tracks as a file holds them: no word ranges, neighbouring runs differ, spaces stand between words only.

    ``voices`` and ``classes`` draw what WebVTT can hold and SRT cannot.
    """
    cues: list[Cue] = []
    now_ms = 0
    for _ in range(draw(st.integers(1, 5))):
        start_ms = now_ms + draw(st.one_of(st.integers(0, 3_000), st.integers(0, 3 * HOUR_MS)))
        now_ms = start_ms + draw(st.integers(1, 8_000))
        lines = tuple(draw(_lines(voices, classes)) for _ in range(draw(st.integers(1, 3))))
        cues.append(Cue(start_ms=start_ms, end_ms=now_ms, lines=lines))
    return CueTrack(cues=tuple(cues))


_settings = st.sampled_from(
    ("", "", "line:0", "align:left", "line:10% position:30%", "vertical:rl", "{\\an8}", "X1:1 Y1:2")
)
_ids = st.sampled_from(("", "a\vb  c", "", "12", "intro", "the end", "a.b-c"))


@st.composite
def rich_tracks(draw: st.DrawFn) -> CueTrack:
    """Tracks with all that a file of any format may hold beside texts, and cues that no file should hold."""
    track = draw(cue_tracks())
    cues: list[Cue] = []
    for cue in track.cues:
        runs = [run for line in cue.lines for run in line]
        times = draw(st.lists(st.none() | st.integers(-50, 9_000), min_size=len(runs), max_size=len(runs)))
        starts = iter([None if time is None else max(0, cue.start_ms + time) for time in times])
        lines = tuple(tuple(replace(run, start_ms=next(starts)) for run in line) for line in cue.lines)
        cues.append(replace(cue, lines=lines, id=draw(_ids), settings=draw(_settings)))
    if draw(st.integers(0, 3)) == 0:
        odd = (replace(cues[0], lines=()), replace(cues[0], end_ms=cues[0].start_ms))
        cues.insert(draw(st.integers(0, len(cues))), draw(st.sampled_from(odd)))
    if draw(st.integers(0, 3)) == 0:
        cues = draw(st.permutations(cues))
    notes = (Note(text="a note\nof two lines", cue=draw(st.integers(0, len(cues)))),) if draw(st.booleans()) else ()
    styles, regions = (("::cue { color: red }",), ("id:top\nlines:2",)) if draw(st.booleans()) else ((), ())
    return replace(track, cues=tuple(cues), notes=notes, styles=styles, regions=regions)


@st.composite
def _lines(draw: st.DrawFn, voices: bool, classes: bool) -> Line:
    names = draw(st.lists(_names, min_size=1, max_size=2)) if voices else []
    runs: list[Run] = []
    for _ in range(draw(st.integers(1, 3))):
        speaker = draw(st.sampled_from([None, *names]))
        style = draw(_styles) | (draw(st.sampled_from((frozenset(), frozenset({".loud"})))) if classes else frozenset())
        if runs and (runs[-1].speaker, runs[-1].style) == (speaker, style):
            continue
        if runs:
            runs[-1] = Run(text=runs[-1].text + " ", speaker=runs[-1].speaker, style=runs[-1].style)
        text = " ".join(draw(st.lists(_tokens, min_size=1, max_size=6)))
        runs.append(Run(text=text, speaker=speaker, style=style))
    return tuple(runs)
