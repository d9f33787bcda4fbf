"""A recording that moved: the same file elsewhere, or another copy whose timeline is offset by a constant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from clipper.align import align_words
from clipper.errors import AlignmentError
from clipper.hear import load_acoustic_model, load_phone_model
from clipper.media.guard import check_media_path
from clipper.media.probe import probe_recording
from clipper.model import Alignment, Diagnostic, Pin, Recording, Repeat, Severity, Span, TimedWord, WordStatus
from clipper.pipeline.align_job import AlignRequest
from clipper.pipeline.listening import Listener, one_matrix_thread
from clipper.text import spell_out

_SAME_MS = 100  # two alignments of the same sound agree this well on nearly every word
_AGREEMENT = 0.8  # share of the words found before that must be found again, at one offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Relocated:
    """The alignment on the new file, and what was found out about it."""

    alignment: Alignment
    diagnostics: tuple[Diagnostic, ...] = ()


def relocate(alignment: Alignment, media: Path, request: AlignRequest, listener: Listener) -> Relocated:
    """Put ``media`` in the place of the alignment's (only) recording, listening as ``request`` says.

    The same content is taken as it is. Any other file is listened to: if the words lie there at one constant offset,
    their times are moved by it.

    Raises:
        AlignmentError: If the words do not lie at one offset, or the alignment has several recordings.
        MediaError: If the file cannot be read.
        InputError: If the acoustic model cannot be used.
    """
    path = check_media_path(media)
    new = replace(probe_recording(path, stream=request.stream), path=str(path))
    same = [old for old in alignment.recordings if old.content_hash == new.content_hash]
    if same:
        moved = replace(same[0], path=str(path))
        recordings = tuple(moved if old is same[0] else old for old in alignment.recordings)
        return Relocated(alignment=replace(alignment, recordings=recordings))
    if len(alignment.recordings) != 1:
        raise AlignmentError(
            f"{media.name}: it is none of the {len(alignment.recordings)} recordings of this episode",
            remedy="Align again with the new files.",
        )
    offset_ms = _find_offset(alignment, new, path, request, listener)
    moved_alignment, lost = _shift(alignment, new, offset_ms)
    shift = f"every time was moved by {offset_ms:+d} ms" if offset_ms else "it runs alike, so no time was moved"
    message = f"another file than the one that was aligned: {shift}"
    if lost:
        message += f"; {lost} words lie outside it"
    finding = Diagnostic(
        code="recording-replaced",
        severity=Severity.WARNING,
        where=media.name,
        message=message,
        remedy="Align again to have every word checked.",
    )
    return Relocated(alignment=moved_alignment, diagnostics=(finding,))


def _find_offset(alignment: Alignment, new: Recording, path: Path, request: AlignRequest, listener: Listener) -> int:
    """How much later, in ms, the words are heard in the new file."""
    model = load_acoustic_model(request.acoustic_model)
    hearing = listener.hear(new, path, model).hearing
    with one_matrix_thread(), listener.remembering(new, path, model) as memory:
        spoken = spell_out(alignment.transcript)
        found = align_words(spoken, hearing, load_phone_model(), progress=listener.progress, memory=memory)
    shifts = [
        after.span.start_ms - before.span.start_ms
        for before, after in zip(alignment.words, found.words, strict=True)
        if before.span and after.span and before.status is after.status is WordStatus.ALIGNED
    ]
    if shifts:
        offset = round(median(shifts))
        agreeing = sum(abs(shift - offset) <= _SAME_MS for shift in shifts)
        # Of all words, not of those found again: a file that holds half of the talk is another cut of it.
        if agreeing >= _AGREEMENT * alignment.count(WordStatus.ALIGNED):
            return offset
    raise AlignmentError(
        f"{path.name}: this recording does not run like the one that was aligned (cut differently, or another take)",
        remedy="Align the transcript with it anew: clipper align TRANSCRIPT MEDIA -o EPISODE.json",
    )


def _shift(alignment: Alignment, new: Recording, offset_ms: int) -> tuple[Alignment, int]:
    """The alignment on the new timeline, and how many words fell off its ends."""
    words = [_shift_word(word, offset_ms, new.duration_ms) for word in alignment.words]
    lost = sum(after.span is None for before, after in zip(alignment.words, words, strict=True) if before.span)
    moved = replace(
        alignment,
        recordings=(new,),
        words=tuple(words),
        untranscribed=_shift_spans(alignment.untranscribed, offset_ms, new.duration_ms),
        repeats=_shift_repeats(alignment.repeats, offset_ms, new.duration_ms),
        pins=_shift_pins(alignment.pins, words, offset_ms),
    )
    return moved, lost


def _shift_word(word: TimedWord, offset_ms: int, end_ms: int) -> TimedWord:
    if word.span is None:
        return word
    span = _shift_span(word.span, offset_ms, end_ms)
    return replace(word, span=span) if span else TimedWord(status=WordStatus.NOT_SPOKEN)


def _shift_spans(spans: Sequence[Span], offset_ms: int, end_ms: int) -> tuple[Span, ...]:
    """The spans that still lie whole inside ``0..end_ms`` after the shift."""
    return tuple(moved for span in spans if (moved := _shift_span(span, offset_ms, end_ms)))


def _shift_span(span: Span, offset_ms: int, end_ms: int) -> Span | None:
    inside = span.start_ms + offset_ms >= 0 and span.end_ms + offset_ms <= end_ms
    return span.shift(offset_ms) if inside else None


def _shift_repeats(repeats: Sequence[Repeat], offset_ms: int, end_ms: int) -> tuple[Repeat, ...]:
    """The repeats on the new timeline; of one that lies across its ends, the words that are still inside."""
    moved = []
    for repeat in repeats:
        spans = tuple(span and _shift_span(span, offset_ms, end_ms) for span in repeat.spans)
        whole = _shift_span(repeat.span, offset_ms, end_ms)
        heard = [whole] if whole else [span for span in spans if span]
        if heard:
            moved.append(replace(repeat, span=heard[0].hull(heard[-1]), spans=spans))
    return tuple(moved)


def _shift_pins(pins: Sequence[Pin], words: Sequence[TimedWord], offset_ms: int) -> tuple[Pin, ...]:
    """The pins on the new timeline; one whose words fell off its ends settles nothing any more."""
    moved = []
    for pin in pins:
        start_ms, end_ms = (None if ms is None else ms + offset_ms for ms in (pin.start_ms, pin.end_ms))
        lost = (start_ms is not None and words[pin.first_word].span is None) or (
            end_ms is not None and words[pin.end_word - 1].span is None
        )
        if not lost:
            moved.append(replace(pin, start_ms=start_ms, end_ms=end_ms))
    return tuple(moved)
