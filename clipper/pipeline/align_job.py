"""The first job: transcript + recording -> Alignment. What can be refused is refused before any sound is heard."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from clipper.align import (
    AlignedWords,
    PinDoubt,
    align_words,
    doubt_pins,
    expected_times,
    find_repeats,
    find_untranscribed,
    obey_pins,
)
from clipper.errors import AlignmentError, CoverageError
from clipper.hear import load_acoustic_model, load_phone_model
from clipper.media.tool import find_ffmpeg
from clipper.model import (
    Alignment,
    Diagnostic,
    Progress,
    Recording,
    RepairMode,
    Repeat,
    Span,
    Speaker,
    SpokenWord,
    TimedWord,
    Transcript,
    WordStatus,
    silent,
    words_not_spoken,
)
from clipper.model.envelope import Envelope
from clipper.model.sound import SAMPLE_RATE, AcousticModel, Hearing
from clipper.pipeline.coverage import LEAST_COVERAGE, describe_unsearched, judge_coverage
from clipper.pipeline.listening import Listener, one_matrix_thread
from clipper.pipeline.pinning import read_pins
from clipper.pipeline.repairing import describe_variants, name_as_wished, repair_alignment
from clipper.pipeline.sources import Source, end_of_each_word_ms, plan_sources
from clipper.pipeline.transcript_file import read_transcript_file
from clipper.review import reduce_energy
from clipper.store.text_file import read_text_file
from clipper.text import Lexicon, parse_lexicon, spell_out


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignRequest:
    """What to align: one ``media`` for everybody, or one track per speaker (by name), or both.

    With both, each named speaker is listened to on the own track, everybody else in ``media``. ``stream`` is the index
    of the audio stream of ``media``; ``acoustic_model`` a CTC model to use instead of hama's (an ONNX file, see
    ``clipper.hear.own_model``); ``ffmpeg`` a path to use instead of the bundled one; ``cache`` says whether what was
    computed before may be used again, and kept. ``pins`` is a file with places that the user settled. ``min_coverage``
    (0..1; None: the usual) is the share of the words that must be found, ``partial`` says that fewer are welcome too.
    ``names`` are new names for speakers ("" for those that have none), ``repair`` says which wrong labels are changed
    (None: those that are sure).

    Raises:
        ValueError: If ``min_coverage`` is not a share.
    """

    transcript: Path
    media: Path | None = None
    tracks: Mapping[str, Path] | None = None
    lexicon: Path | None = None
    stream: int | None = None
    acoustic_model: Path | None = None
    ffmpeg: str | None = None
    cache: bool = True
    pins: Path | None = None
    min_coverage: float | None = None
    partial: bool = False
    names: Mapping[str, Speaker] = field(default_factory=dict)
    repair: RepairMode | None = None

    def __post_init__(self) -> None:
        if self.min_coverage is not None and not 0.0 <= self.min_coverage <= 1.0:
            raise ValueError(f"min_coverage is a share, 0..1, not {self.min_coverage}")

    @property
    def mode(self) -> RepairMode:
        """Which wrong labels are changed: those that are sure, if nothing else is asked for."""
        return self.repair or RepairMode.SURE

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Every file that is read."""
        media = (self.media,) if self.media else ()
        own = (path for path in (self.lexicon, self.acoustic_model, self.pins) if path)
        return (self.transcript, *media, *(self.tracks or {}).values(), *own)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignResult:
    """The alignment, what was wrong with its inputs, how loud each recording is, and how long it took in seconds.

    ``shortfall`` says what is missing where less was found than was asked for.
    """

    alignment: Alignment
    diagnostics: tuple[Diagnostic, ...]
    envelopes: tuple[Envelope, ...]
    seconds: float
    shortfall: CoverageError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tools:
    """What every recording is heard with."""

    listener: Listener
    model: AcousticModel


def read_lexicon(path: Path | None) -> Lexicon:
    """The user's pronunciations, or none."""
    return parse_lexicon(read_text_file(path, may_be_empty=True).text, source=path.name) if path else Lexicon()


def align_episode(request: AlignRequest, *, progress: Progress = silent) -> AlignResult:
    """Find every word of a transcript in its recording.

    Raises:
        TranscriptError: If the transcript or the lexicon cannot be read.
        InputError: If a file is missing, a track names nobody, or the acoustic model cannot be used.
        MediaError: If a recording cannot be read.
        PinsError: If a pin cannot be obeyed.
        AlignmentError: If text and recording do not belong together.
        CoverageError: If too little of the text was found, unless that is welcome.
    """
    began = time.monotonic()
    written = read_transcript_file(request.transcript)
    transcript = name_as_wished(written.transcript, request.names)
    lexicon = read_lexicon(request.lexicon)
    listener = Listener.of_user(find_ffmpeg(request.ffmpeg), cache=request.cache, progress=progress)
    sources = plan_sources(transcript, media=request.media, tracks=request.tracks or {}, stream=request.stream)
    tools = _Tools(listener=listener, model=load_acoustic_model(request.acoustic_model))
    settled = read_pins(request.pins, transcript, end_of_each_word_ms(sources, len(transcript.words)))
    sources = [source.with_pins(settled.pins) for source in sources]
    with one_matrix_thread():
        spoken = spell_out(transcript, lexicon=lexicon)
    heard = [_align_source(source, transcript, spoken, tools) for source in sources]
    alignment = replace(_join_sources(transcript, spoken, sources, heard), pins=settled.pins)
    everybody = heard[0].hearing if heard[0].recording.speaker is None else None
    alignment, unheard = repair_alignment(alignment, everybody, request.mode)
    doubts = settled.describe((doubt for found in heard for doubt in found.doubts), transcript)
    findings = [*written.diagnostics, *describe_variants(transcript), *(f for one in heard for f in one.diagnostics)]
    unsearched = [finding for found in heard for finding in found.unsearched]
    least = LEAST_COVERAGE if request.min_coverage is None else request.min_coverage
    shortfall = judge_coverage(alignment, least=least, partial=request.partial, reasons=(*doubts, *unsearched))
    if shortfall and not request.partial:
        raise shortfall
    return AlignResult(
        alignment=alignment,
        diagnostics=(*findings, *unheard, *unsearched, *doubts, *listener.cache.diagnostics),
        envelopes=tuple(found.envelope for found in heard),
        seconds=time.monotonic() - began,
        shortfall=shortfall,
    )


def _join_sources(
    transcript: Transcript, spoken: Sequence[SpokenWord], sources: Sequence[Source], heard: Sequence[_Aligned]
) -> Alignment:
    """Every word from the recording that it was looked for in."""
    words = [TimedWord(status=WordStatus.UNSEARCHED if not word.forms else WordStatus.NOT_SPOKEN) for word in spoken]
    for source, found in zip(sources, heard, strict=True):
        for index in source.words:
            words[index] = found.words[index]
    return Alignment(
        transcript=transcript,
        recordings=tuple(found.recording for found in heard),
        words=tuple(words),
        untranscribed=_join_untranscribed(words, heard),
        repeats=_find_repeats(words, spoken, sources, heard[0]),
    )


def _find_repeats(
    words: Sequence[TimedWord], spoken: Sequence[SpokenWord], sources: Sequence[Source], main: _Aligned
) -> tuple[Repeat, ...]:
    """What is heard again in the main recording; the tracks of single speakers hold nothing that it has not."""
    unsaid = words_not_spoken(pin for source in sources for pin in source.pins)
    spoken = [SpokenWord(forms=()) if index in unsaid else word for index, word in enumerate(spoken)]
    untranscribed = find_untranscribed(words, main.hearing.emissions)
    with one_matrix_thread():
        return find_repeats(spoken, main.hearing, load_phone_model(), untranscribed, habits=main.found.habits)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aligned:
    recording: Recording
    words: Sequence[TimedWord]
    found: AlignedWords
    hearing: Hearing
    envelope: Envelope
    diagnostics: tuple[Diagnostic, ...]
    unsearched: tuple[Diagnostic, ...]
    doubts: tuple[PinDoubt, ...]


def _align_source(source: Source, transcript: Transcript, spoken: Sequence[SpokenWord], tools: _Tools) -> _Aligned:
    heard = tools.listener.hear(source.recording, source.path, tools.model)
    hearing = heard.hearing
    try:
        with one_matrix_thread():
            found, words = _find_words(source, transcript, spoken, hearing, tools)
    except AlignmentError as problem:
        raise AlignmentError(f"{source.path.name}: {problem.message}", remedy=problem.remedy) from problem
    # A container may announce a few ms less than it holds: the last word must not leave the recording for that.
    heard_ms = hearing.samples * 1000 // SAMPLE_RATE
    recording = replace(source.recording, duration_ms=max(source.recording.duration_ms, heard_ms))
    length = Span(start_ms=0, end_ms=recording.duration_ms)
    words = tuple(replace(word, span=word.span.clamp(length)) if word.span else word for word in words)
    return _Aligned(
        recording=recording,
        words=words,
        found=found,
        hearing=hearing,
        envelope=reduce_energy(hearing.energy),
        diagnostics=heard.diagnostics,
        unsearched=tuple(describe_unsearched(found.unsearched, transcript, source.path.name)),
        doubts=tuple(doubt_pins(found.words, words, source.pins)),
    )


def _find_words(
    source: Source, transcript: Transcript, spoken: Sequence[SpokenWord], hearing: Hearing, tools: _Tools
) -> tuple[AlignedWords, Sequence[TimedWord]]:
    """Every word as it was found, and as its pins have it."""
    listener, model = tools.listener, load_phone_model()
    nothing = SpokenWord(forms=())
    wanted = [word if index in source.words else nothing for index, word in enumerate(spoken)]
    with listener.remembering(source.recording, source.path, tools.model) as memory:
        found = align_words(
            wanted,
            hearing,
            model,
            expected_ms=expected_times(transcript),
            progress=listener.progress,
            memory=memory,
        )
    if not source.pins:
        return found, found.words
    turns = transcript.turns
    return found, obey_pins(found, source.pins, wanted, hearing, model, turns=turns, progress=listener.progress)


def _join_untranscribed(words: Sequence[TimedWord], heard: Sequence[_Aligned]) -> tuple[Span, ...]:
    """Speech without text in any recording; what one microphone picks up of another's words is not."""
    spans: list[Span] = []
    for source in heard:
        length = Span(start_ms=0, end_ms=source.recording.duration_ms)
        spans += [span.clamp(length) for span in find_untranscribed(words, source.hearing.emissions)]
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and joined[-1].overlaps(span):
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return tuple(joined)
