"""Who said it: a transcript, with its recording or alone -> repaired turns, and a record of every change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from clipper.errors import InputError
from clipper.hear import load_acoustic_model
from clipper.media.tool import find_ffmpeg
from clipper.model import (
    Diagnostic,
    Overlap,
    Progress,
    RepairMode,
    Speaker,
    SpeakerChange,
    TimedWord,
    Transcript,
    TranscriptFormat,
    Turn,
    silent,
)
from clipper.pipeline.align_job import AlignRequest
from clipper.pipeline.episode import Episode, is_saved_episode, open_episode
from clipper.pipeline.listening import Listener
from clipper.pipeline.repairing import describe_variants, name_as_wished, rename_speakers, repair_alignment
from clipper.pipeline.transcript_file import encode_like, format_transcript_file, read_transcript_file
from clipper.store.text_file import TextForm, read_text_file
from clipper.turns import make_turns, repair_speakers

_CUES = frozenset(
    {
        TranscriptFormat.SRT,
        TranscriptFormat.VTT,
        TranscriptFormat.ASS,
        TranscriptFormat.TTML,
        TranscriptFormat.PODCAST_JSON,
    }
)
"""Formats whose turns are lines on a screen: their cuts stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenTurns:
    """A transcript, its turns as they are truly said, and the labels that were, or could be, changed.

    ``timed`` are the words' times, None where the text alone had to tell. ``mode`` says which changes were to be made.
    ``episode`` is the alignment behind them. ``form`` is that of the transcript's file (UTF-8 of a saved episode).
    """

    transcript: Transcript
    turns: tuple[Turn, ...]
    changes: tuple[SpeakerChange, ...]
    overlaps: tuple[Overlap, ...]
    timed: tuple[TimedWord, ...] | None
    diagnostics: tuple[Diagnostic, ...]
    mode: RepairMode = RepairMode.SURE
    episode: Episode | None = None
    form: TextForm = field(default_factory=TextForm)

    @property
    def joined(self) -> int:
        """How many cuts within what one speaker says are gone; of cues none, which are cut for the screen."""
        if self.transcript.format in _CUES:
            return 0
        starts = {turn.first_word for turn in self.turns}
        before = zip(self.transcript.turns, self.transcript.turns[1:], strict=False)
        return sum(one.speaker == two.speaker and two.first_word not in starts for one, two in before)

    def format(self) -> str:
        """The text of the repaired transcript, in the format that it was read from.

        Raises:
            TranscriptError: If that format cannot hold a speaker's name.
        """
        if self.transcript.format not in _CUES:
            return format_transcript_file(self.transcript, self.turns)
        speakers = [turn.speaker for turn in self.turns for _ in range(turn.first_word, turn.end_word)]
        return format_transcript_file(self.transcript, make_turns(self.transcript, speakers, self.timed, joined=False))

    def encode(self) -> tuple[bytes, tuple[Diagnostic, ...]]:
        """``format`` as bytes with the encoding and line ends that the file had, and what is to be said of that.

        Raises:
            TranscriptError: As ``format`` does.
        """
        return encode_like(self.format(), self.form)


def find_turns(request: AlignRequest, *, media: Path | None = None, progress: Progress = silent) -> SpokenTurns:
    """Repair the turns of ``request.transcript``: with its recording, of a saved episode, or from the text alone.

    Raises:
        ClipperError: Whatever reading or aligning refuses.
    """
    if is_saved_episode(request.transcript):
        return _of_episode(_look_again(request, media, progress), request.mode)
    if request.media is None and media is None and not request.tracks:
        return _of_text(request)
    path = request.transcript
    form = read_text_file(path).form if path.is_file() else TextForm()  # a pipe is read but once
    return replace(_of_episode(open_episode(request, media=media, progress=progress), request.mode), form=form)


def _of_text(request: AlignRequest) -> SpokenTurns:
    settings = request.stream, request.lexicon, request.acoustic_model, request.pins, request.min_coverage
    if request.partial or any(setting is not None for setting in settings):
        raise InputError(
            f"{request.transcript}: there is no recording to listen to, and options that say how",
            remedy="Give the recording as well (TRANSCRIPT MEDIA), or leave these options out.",
        )
    written = read_transcript_file(request.transcript)
    transcript = name_as_wished(written.transcript, request.names)
    repair = repair_speakers(transcript, None, mode=request.mode)
    return SpokenTurns(
        transcript=transcript,
        turns=_turns(transcript, repair.speakers, request.mode),
        changes=repair.changes,
        overlaps=(),
        timed=None,
        diagnostics=(*written.diagnostics, *describe_variants(transcript)),
        mode=request.mode,
        form=written.form,
    )


def _turns(transcript: Transcript, speakers: Sequence[Speaker | None], mode: RepairMode) -> tuple[Turn, ...]:
    return make_turns(transcript, speakers, None) if mode.repairs else transcript.turns


def _of_episode(episode: Episode, mode: RepairMode) -> SpokenTurns:
    alignment = episode.alignment
    return SpokenTurns(
        transcript=alignment.transcript,
        turns=alignment.turns,
        changes=alignment.changes,
        overlaps=alignment.overlaps,
        timed=alignment.words,
        diagnostics=episode.diagnostics,
        mode=mode,
        episode=episode,
    )


def _look_again(request: AlignRequest, media: Path | None, progress: Progress) -> Episode:
    """A saved episode as it is, or, where nobody looked or another mode is wanted, with its turns repaired anew."""
    episode = open_episode(replace(request, repair=None, names={}), media=media, progress=progress)
    alignment = rename_speakers(episode.alignment, request.names)
    episode = replace(episode, alignment=alignment)
    if request.repair is None and alignment.repaired is not None:
        return episode
    alignment = replace(alignment, repaired=None, changes=(), overlaps=())
    main = alignment.recordings[0]
    if main.speaker is not None or request.mode is RepairMode.OFF:
        return replace(episode, alignment=repair_alignment(alignment, None, request.mode)[0])
    listener = Listener.of_user(find_ffmpeg(request.ffmpeg), cache=request.cache, progress=progress)
    heard = listener.hear(main, episode.source(main), load_acoustic_model(request.acoustic_model))
    repaired, unheard = repair_alignment(alignment, heard.hearing, request.mode)
    return replace(episode, alignment=repaired, diagnostics=(*episode.diagnostics, *unheard))
