"""Who says what, in the story of an alignment: names that the user gives, and labels that are wrong."""

from __future__ import annotations

import shlex
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from clipper.errors import InputError
from clipper.model import (
    Alignment,
    Diagnostic,
    RepairMode,
    Severity,
    Span,
    Speaker,
    TimedWord,
    Transcript,
    WordStatus,
)
from clipper.model.sound import Hearing
from clipper.pipeline.listening import one_matrix_thread
from clipper.turns import (
    Crosstalk,
    Heard,
    Pace,
    VoiceRows,
    find_overlaps,
    find_variants,
    make_turns,
    name_speakers,
    repair_speakers,
)


def name_as_wished(transcript: Transcript, names: Mapping[str, Speaker]) -> Transcript:
    """The transcript with the names that the user gives.

    Raises:
        InputError: If the transcript has no speaker of that name.
    """
    try:
        return name_speakers(transcript, names)
    except KeyError as unknown:
        known = dict.fromkeys(turn.speaker.name for turn in transcript.turns if turn.speaker)
        name = unknown.args[0]
        nobody = f"there is no speaker {name!r} to be named" if name else "every turn has a speaker already"
        raise InputError(
            f"{transcript.source}: {nobody}",
            remedy=f"Its speakers are: {', '.join(known) or 'none'}. Unlabelled turns are named by '=Name (Role)'.",
        ) from unknown


def rename_speakers(alignment: Alignment, names: Mapping[str, Speaker]) -> Alignment:
    """A saved alignment with the names that the user gives, in its transcript, its turns and its changes of labels.

    Raises:
        InputError: If the transcript has no speaker of that name.
    """
    if not names:
        return alignment
    transcript = name_as_wished(alignment.transcript, names)
    # A turn of annotations alone keeps its name, which says nothing of the others.
    pairs = zip(alignment.transcript.turns, transcript.turns, strict=True)
    new = {old.speaker: turn.speaker for old, turn in pairs if turn.speaker != old.speaker}
    repaired = alignment.repaired and tuple(
        replace(turn, speaker=new.get(turn.speaker, turn.speaker)) for turn in alignment.repaired
    )
    changes = tuple(
        replace(change, before=new.get(change.before, change.before), after=new.get(change.after) or change.after)
        for change in alignment.changes
        if new.get(change.before, change.before) != (new.get(change.after) or change.after)
    )
    return replace(alignment, transcript=transcript, repaired=repaired, changes=changes)


def describe_variants(transcript: Transcript) -> Iterator[Diagnostic]:
    """Names that are likely the same person's."""
    for rare, usual in find_variants(transcript):
        yield Diagnostic(
            code="speaker-variants",
            severity=Severity.WARNING,
            where=transcript.source,
            message=f"{_written(rare)!r} and {_written(usual)!r} may be the same person",
            remedy=f"If so, give both one name: --name {shlex.quote(f'{rare.name}={_written(usual)}')}",
        )


def _written(speaker: Speaker) -> str:
    return f"{speaker.name} ({speaker.role})" if speaker.role else speaker.name


def repair_alignment(
    alignment: Alignment, hearing: Hearing | None, mode: RepairMode
) -> tuple[Alignment, tuple[Diagnostic, ...]]:
    """The alignment with its turns as they are truly said, and every change of a label; and what hindered it.

    Args:
        alignment: What was found.
        hearing: What was heard of the recording that all words lie in; None where there is none.
        mode: Which changes are made; ``REPORT`` tells them and leaves the turns alone.
    """
    if mode is RepairMode.OFF:
        return replace(alignment, overlaps=tuple(find_overlaps(alignment.turns, alignment.words))), ()
    own = _with_tracks(alignment)
    certain = {
        index
        for turn in alignment.transcript.turns
        if turn.speaker in own
        for index in range(turn.first_word, turn.end_word)
        if alignment.words[index].status is WordStatus.ALIGNED
    }
    pace = Pace.of(alignment.transcript.words, alignment.words)
    with one_matrix_thread():
        crosstalk = Crosstalk.listen(alignment.transcript.turns, pace, hearing, apart=own) if hearing else None
        rows = None
        if hearing and crosstalk:
            taken = [overlap.span for overlap in crosstalk.find(alignment.transcript.turns)]
            taken += [span for index in certain if (span := alignment.words[index].span)]
            rows = VoiceRows.of(_heard_alone(pace, certain, taken), hearing)
        heard = Heard(timed=alignment.words, rows=rows, certain=frozenset(certain))
        repair = repair_speakers(alignment.transcript, heard, mode=mode)
        repaired = None
        if mode.repairs:
            repaired = make_turns(alignment.transcript, repair.speakers, alignment.words)
        turns = repaired or alignment.transcript.turns
        overlaps = [*find_overlaps(turns, alignment.words), *(crosstalk.find(turns) if crosstalk else ())]
    overlaps.sort(key=lambda overlap: (overlap.span, overlap.first, overlap.second))
    mended = replace(alignment, repaired=repaired, changes=repair.changes, overlaps=tuple(overlaps))
    is_deaf = hearing is not None and not repair.by_voice and len(_speakers(alignment)) > 1
    return mended, (_no_voices(alignment),) if is_deaf else ()


def _speakers(alignment: Alignment) -> set[Speaker | None]:
    return {turn.speaker for turn in alignment.transcript.turns} - {None}


def _no_voices(alignment: Alignment) -> Diagnostic:
    return Diagnostic(
        code="voices-unknown",
        severity=Severity.INFO,
        where=alignment.transcript.source,
        message="too little of two speakers is heard to know them by their voices: "
        "wrong names were sought by the text and the pauses alone",
        remedy="Give a longer part of the recording and its transcript to have the voices judged.",
    )


def _with_tracks(alignment: Alignment) -> set[Speaker | None]:
    """The speakers who have recordings of their own."""
    names = {recording.speaker for recording in alignment.recordings} - {None}
    return {turn.speaker for turn in alignment.transcript.turns if turn.speaker and turn.speaker.name in names}


def _heard_alone(pace: Pace, certain: Set[int], taken: Sequence[Span]) -> list[TimedWord]:
    """The words whose sound in the recording of everybody is their own.

    Where somebody else speaks at the same time (``taken``, and words of a track), that one is heard as well, or
    instead: such a word may even have been taken for what the other one says. The same goes for a word that has no room
    of its own.
    """
    spans = sorted(taken)
    starts = [span.start_ms for span in spans]
    alone = list(pace.timed)
    for index, word in enumerate(pace.timed):
        if word.span is None or index in certain:
            continue
        before = bisect_left(starts, word.span.end_ms) - 1  # the last one that begins before this word ends
        is_shared = before >= 0 and spans[before].overlaps(word.span)
        if is_shared or not pace.is_at_ease(index):
            alone[index] = TimedWord(status=WordStatus.NOT_SPOKEN)
    return alone
