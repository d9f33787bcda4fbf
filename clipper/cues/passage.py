"""Alignment -> passages: what one speaker says in one go, as tokens that the search lays out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from clipper.cues.profile import Profile
from clipper.cues.width import clean_text, count_characters, measure_columns, split_word
from clipper.model import Alignment, Repeat, Span, TimedWord, Transcript, Turn, WordStatus

_BRACKETS = {")": "(", "]": "[", "}": "{"}
_UNTIMED = {WordStatus.NOT_SPOKEN, WordStatus.UNSEARCHED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word as it is shown, or a piece of a word that is too long for a line.

    ``word`` is its index in the transcript. ``spaces`` (0 or 1) stand before it when something does. An untimed token
    (``timed`` False) has an empty span at its neighbour's edge. ``sane_break`` is False in front of a piece that should
    not begin a line; None for a whole word.
    """

    word: int
    text: str
    spaces: int
    span: Span
    timed: bool
    columns: int
    characters: int
    sane_break: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Consecutive tokens of one speaker, the transcript's turn cuts undone."""

    speaker: str | None
    tokens: tuple[Token, ...]

    @property
    def span(self) -> Span:
        """From the first token's start to the last one's end."""
        return Span(start_ms=self.tokens[0].span.start_ms, end_ms=self.tokens[-1].span.end_ms)


_ABSENT = TimedWord(status=WordStatus.NOT_SPOKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """The text as it is heard once: at its own place, or, of a repeat's words alone, at their second one.

    ``words`` has an entry for every word of the transcript.
    """

    transcript: Transcript
    words: Sequence[TimedWord]


@dataclass(slots=True, kw_only=True)
class _Gathering:
    """What has been gathered so far, in transcript order."""

    passages: list[tuple[str | None, list[Token]]] = field(default_factory=list)
    shown: set[int] = field(default_factory=set)
    end_ms: int = 0

    def add(self, speaker: str | None, tokens: list[Token], *, is_new: bool) -> None:
        """Append a passage, or, unless it ``is_new``, lengthen the last one where the same speaker goes on."""
        last_speaker, last = self.passages[-1] if self.passages else (None, [])
        if not is_new and last and last_speaker == speaker and last[-1].span.end_ms <= tokens[0].span.start_ms:
            last += tokens
        else:
            self.passages.append((speaker, tokens))
        self.shown.update(token.word for token in tokens)
        self.end_ms = max(self.end_ms, tokens[-1].span.end_ms)


def gather_passages(
    alignment: Alignment, profile: Profile, *, breaks: Collection[int] = ()
) -> tuple[tuple[Passage, ...], tuple[int, ...]]:
    """The passages in order of their start, and the indices of the words that are not shown.

    A repeat's words make passages of their own at their second place as well. A turn whose first word is among
    ``breaks`` begins a passage even if the same speaker goes on.

    Hidden are words that were not spoken (and what is left of a parenthesis of which nothing was spoken), words that
    are no part of the talk, words without a visible character, bare punctuation of a turn in which nothing is said, and
    the annotation of a turn without speech where the silence is shorter than ``min_annotation_ms``.
    """
    gathering = _Gathering()
    said = _Saying(transcript=alignment.transcript, words=alignment.words)
    for turn in alignment.turns:
        shown = _shown_words(said, turn)
        anchored = _anchor_untimed([said.words[index].span for index, _ in shown])
        if anchored is None:
            anchored = _place_in_silence(alignment, turn, shown, gathering.end_ms, profile)
        if anchored:
            tokens = _make_tokens(said, shown, anchored, profile)
            gathering.add(_speaker(turn), tokens, is_new=turn.first_word in breaks)
    for repeat in alignment.repeats:
        is_new = True  # what is said around its own place is not said here
        for turn, tokens in _say_again(alignment, repeat, profile):
            gathering.add(_speaker(turn), tokens, is_new=is_new)
            is_new = False
    passages = [Passage(speaker=speaker, tokens=tuple(tokens)) for speaker, tokens in gathering.passages]
    passages.sort(key=lambda passage: passage.span.start_ms)
    return tuple(passages), tuple(index for index in range(len(alignment.words)) if index not in gathering.shown)


def _say_again(alignment: Alignment, repeat: Repeat, profile: Profile) -> Iterator[tuple[Turn, list[Token]]]:
    """A repeat's turns, as far as they are heard again; what nobody says stands between words that are."""
    words = [_ABSENT] * len(alignment.words)
    for index in range(repeat.first_word, repeat.end_word):
        if alignment.words[index].status is WordStatus.UNSEARCHED:
            words[index] = alignment.words[index]
    for index, span in repeat.places.items():
        words[index] = TimedWord(status=WordStatus.ALIGNED, span=span)
    said = _Saying(transcript=alignment.transcript, words=words)
    for turn in alignment.turns:
        if turn.first_word < repeat.end_word and repeat.first_word < turn.end_word:
            shown = _shown_words(said, turn)
            anchored = _anchor_untimed([words[index].span for index, _ in shown])
            if anchored:
                yield turn, _make_tokens(said, shown, anchored, profile)


def _speaker(turn: Turn) -> str | None:
    return clean_text(turn.speaker.name) or None if turn.speaker else None


def _shown_words(said: _Saying, turn: Turn) -> list[tuple[int, str]]:
    unspoken = _find_unspoken_brackets(said, turn)
    return [
        (index, text)
        for index in range(turn.first_word, turn.end_word)
        if said.words[index].status is not WordStatus.NOT_SPOKEN
        and said.transcript.words[index].shown
        and index not in unspoken
        and (text := clean_text(said.transcript.words[index].text))
    ]


def _find_unspoken_brackets(said: _Saying, turn: Turn) -> set[int]:
    """The words of the parentheses that lost a word and of which nothing was spoken: no lone bracket is to remain."""
    found: set[int] = set()
    stack: list[tuple[str, int]] = []
    for index in range(turn.first_word, turn.end_word):
        for char in said.transcript.words[index].text:
            if char in _BRACKETS.values():
                stack.append((char, index))
            elif stack and stack[-1][0] == _BRACKETS.get(char):
                words = range(stack.pop()[1], index + 1)
                statuses = {said.words[i].status for i in words}
                if WordStatus.NOT_SPOKEN in statuses and statuses <= _UNTIMED:
                    found.update(words)
    return found


def _anchor_untimed(spans: Sequence[Span | None]) -> list[Span] | None:
    """A span for every word: an untimed one at the end of the word before, or at the turn's start. None if all are."""
    first = next((span for span in spans if span is not None), None)
    if first is None:
        return None
    anchored: list[Span] = []
    edge_ms = first.start_ms
    for span in spans:
        anchored.append(span or Span(start_ms=edge_ms, end_ms=edge_ms))
        edge_ms = anchored[-1].end_ms
    return anchored


def _place_in_silence(
    alignment: Alignment, turn: Turn, shown: Sequence[tuple[int, str]], before_ms: int, profile: Profile
) -> list[Span]:
    """Where a turn that is only an annotation stands: in the silence around it, or (empty list) nowhere."""
    if not any(char.isalnum() or char in "♪♫♩♬" for _, text in shown for char in text):
        return []
    silence = _find_silence(alignment, turn, before_ms, profile.min_annotation_ms)
    if silence is None:
        return []
    characters = sum(len(text) + 1 for _, text in shown)
    wanted_ms = max(profile.min_annotation_ms, profile.reading_ms(characters, len(shown)))
    # The cue before keeps its lingering end where there is room for both.
    start_ms = silence.start_ms + max(0, min(profile.linger_ms, silence.duration_ms - wanted_ms))
    span = Span(start_ms=start_ms, end_ms=min(start_ms + wanted_ms, silence.end_ms))
    return [span] + [Span(start_ms=span.end_ms, end_ms=span.end_ms)] * (len(shown) - 1)


def _find_silence(alignment: Alignment, turn: Turn, before_ms: int, least_ms: int) -> Span | None:
    """The first ``least_ms`` or more after ``before_ms`` in which nothing is heard, up to the words after a turn."""
    spans = (word.span for word in alignment.words[turn.end_word :])
    until_ms = next((span.start_ms for span in spans if span), alignment.duration_ms)
    start_ms = before_ms
    for again in sorted(repeat.span for repeat in alignment.repeats):
        if min(again.start_ms, until_ms) - start_ms >= least_ms:
            return Span(start_ms=start_ms, end_ms=min(again.start_ms, until_ms))
        start_ms = max(start_ms, again.end_ms)
    return Span(start_ms=start_ms, end_ms=until_ms) if until_ms - start_ms >= least_ms else None


def _make_tokens(
    said: _Saying, shown: Sequence[tuple[int, str]], spans: Sequence[Span], profile: Profile
) -> list[Token]:
    words = said.transcript.words
    tokens: list[Token] = []
    for (index, text), span in zip(shown, spans, strict=True):
        touches = index > 0 and words[index - 1].end_char == words[index].start_char
        spaces = 0 if touches and tokens and tokens[-1].word == index - 1 else 1
        token = Token(
            word=index,
            text=text,
            spaces=spaces,
            span=span,
            timed=said.words[index].span is not None,
            columns=measure_columns(text),
            characters=count_characters(text),
        )
        tokens += [token] if token.columns <= profile.max_columns else _cut_token(token, profile)
    return tokens


def _cut_token(token: Token, profile: Profile) -> list[Token]:
    """A word wider than a line, in pieces that share its time by their length."""
    pieces = split_word(token.text, profile.max_columns)
    total = len(token.text)
    tokens: list[Token] = []
    done = 0
    for piece, sane in pieces:
        start_ms = token.span.start_ms + token.span.duration_ms * done // total
        done += len(piece)
        end_ms = token.span.start_ms + token.span.duration_ms * done // total
        tokens.append(
            replace(
                token,
                text=piece,
                spaces=0 if tokens else token.spaces,
                span=Span(start_ms=start_ms, end_ms=end_ms),
                columns=measure_columns(piece),
                characters=count_characters(piece),
                sane_break=sane if tokens else None,
            )
        )
    return tokens
