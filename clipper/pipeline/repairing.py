"""Who says what, in the story of an alignment: names that the user gives, and labels that are wrong."""

from __future__ import annotations

import shlex
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from clipper.errors import InputError
from clipper.model import Alignment, Diagnostic, RepairMode, Severity, Speaker, TimedWord, Transcript, WordStatus
from clipper.model.sound import Hearing
from clipper.pipeline.listening import one_matrix_thread
from clipper.turns import Heard, VoiceRows, find_variants, make_turns, name_speakers, repair_speakers


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


def repair_alignment(alignment: Alignment, hearing: Hearing | None, mode: RepairMode) -> Alignment:
    """The alignment with its turns as they are truly said, and every change of a label.

    Args:
        alignment: What was found.
        hearing: What was heard of the recording that all words lie in; None where there is none.
        mode: Which changes are made; ``REPORT`` tells them and leaves the turns alone.
    """
    if mode is RepairMode.OFF:
        return alignment
    own = {recording.speaker for recording in alignment.recordings} - {None}
    certain = {
        index
        for turn in alignment.transcript.turns
        if turn.speaker and turn.speaker.name in own
        for index in range(turn.first_word, turn.end_word)
        if alignment.words[index].status is WordStatus.ALIGNED
    }
    with one_matrix_thread():
        rows = VoiceRows.of(_heard_alone(alignment.words, certain), hearing) if hearing else None
        heard = Heard(timed=alignment.words, rows=rows, certain=frozenset(certain))
        repair = repair_speakers(alignment.transcript, heard, mode=mode)
    repaired = None
    if mode.repairs:
        repaired = make_turns(alignment.transcript, repair.speakers, alignment.words)
    return replace(alignment, repaired=repaired, changes=repair.changes)


def _heard_alone(words: Sequence[TimedWord], certain: Set[int]) -> list[TimedWord]:
    """The words whose sound in the recording of everybody is their own.

    Where a track has somebody else speak at the same time, that one is heard as well, or instead: such a word may even
    have been taken for what the other one says.
    """
    taken = sorted(span for index in certain if (span := words[index].span))
    starts = [span.start_ms for span in taken]
    alone = list(words)
    for index, word in enumerate(words):
        if word.span is None or index in certain:
            continue
        before = bisect_left(starts, word.span.end_ms) - 1  # the last one that begins before this word ends
        if before >= 0 and taken[before].overlaps(word.span):
            alone[index] = TimedWord(status=WordStatus.NOT_SPOKEN)
    return alone
