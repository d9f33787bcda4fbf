"""An episode as a command takes it: a saved EPISODE.json, or a transcript and its recording aligned on the spot."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from clipper.errors import CoverageError, DocumentError, InputError
from clipper.media.guard import check_media_path
from clipper.media.probe import hash_content
from clipper.media.tool import find_ffmpeg
from clipper.model import Alignment, Diagnostic, Progress, Recording, silent
from clipper.model.envelope import Envelope
from clipper.pipeline.align_job import AlignRequest, align_episode
from clipper.pipeline.listening import Listener
from clipper.pipeline.relocate import relocate
from clipper.store.episode_document import decode_alignment, encode_alignment, looks_like_episode
from clipper.store.text_file import read_text_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An alignment whose recordings' paths are relative to ``folder`` (or absolute).

    ``inputs`` are the files that it was made from. ``envelopes`` are the recordings' loudness and ``seconds`` is how
    long aligning took: empty and None for a saved one. ``shortfall`` says what is missing where less was found than was
    asked for, and that was welcome (``partial``).
    """

    alignment: Alignment
    folder: Path
    inputs: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    envelopes: tuple[Envelope | None, ...] = ()
    seconds: float | None = None
    shortfall: CoverageError | None = None

    def source(self, recording: Recording) -> Path:
        """Where a recording's file is, checked to be the one that was aligned.

        Raises:
            InputError: If it is gone, or another file has its place.
        """
        path = self.folder / recording.path
        if not path.exists():
            raise InputError(
                f"{path}: the recording of this episode is not there", remedy="Say where it is now: --media FILE"
            )
        path = check_media_path(path)
        if hash_content(path) != recording.content_hash:
            raise InputError(
                f"{path}: this is not the file that was aligned: its content differs",
                remedy="Align again, or name it with --media to have the two compared.",
            )
        return path


def is_saved_episode(path: Path) -> bool:
    """Whether a file is an EPISODE.json, by its content."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return looks_like_episode(file.read(400).decode("utf-8", "replace"))
    except OSError:  # whoever reads it in earnest says why it cannot be read
        return False


def open_episode(request: AlignRequest, *, media: Path | None = None, progress: Progress = silent) -> Episode:
    """Load ``request.transcript`` if it is an EPISODE.json, otherwise align it.

    Args:
        request: The files as the user named them.
        media: A file that takes the place of the saved episode's recording.
        progress: Told the stages of aligning.

    Raises:
        ClipperError: Whatever reading or aligning refuses.
    """
    if not is_saved_episode(request.transcript):
        return _align(request, media, progress)
    if request.names or request.repair:
        raise InputError(
            f"{request.transcript}: this episode is aligned already, and who speaks is settled in it",
            remedy="Align again with --name and --repair; clipper turns EPISODE.json tries both.",
        )
    listens = request.stream is not None or request.acoustic_model is not None
    if _is_for_aligning(request) or (listens and not media):
        raise InputError(
            f"{request.transcript}: this episode is aligned already and knows its recording",
            remedy="Leave out the recording and what is for aligning, or use --media FILE if it has moved.",
        )
    alignment = decode_alignment(read_text_file(request.transcript).text, source=request.transcript.name)
    episode = Episode(alignment=alignment, folder=request.transcript.parent, inputs=(request.transcript,))
    return episode if media is None else _with_media(episode, media, request, progress)


def _is_for_aligning(request: AlignRequest) -> bool:
    """Whether the request says anything that has no effect on a saved episode."""
    files = request.media, request.tracks, request.lexicon, request.pins
    return any((*files, request.partial)) or request.min_coverage is not None


def _align(request: AlignRequest, media: Path | None, progress: Progress) -> Episode:
    if request.media is not None and media is not None:
        raise InputError(
            f"{media}: --media names a second recording of everybody, beside {request.media}", remedy="Leave one out."
        )
    request = replace(request, media=media or request.media)
    if request.media is None and not request.tracks:
        read_text_file(request.transcript)  # that it is not there, or no text, is told first
        raise InputError(
            f"{request.transcript}: this is no EPISODE.json, and a transcript needs its recording",
            remedy="Give both (TRANSCRIPT MEDIA), or an EPISODE.json made by: clipper align TRANSCRIPT MEDIA",
        )
    result = align_episode(request, progress=progress)
    return Episode(
        alignment=result.alignment,
        folder=Path(),
        inputs=request.inputs,
        diagnostics=result.diagnostics,
        envelopes=result.envelopes,
        seconds=result.seconds,
        shortfall=result.shortfall,
    )


def _with_media(episode: Episode, media: Path, request: AlignRequest, progress: Progress) -> Episode:
    listener = Listener.of_user(find_ffmpeg(request.ffmpeg), cache=request.cache, progress=progress)
    moved = relocate(episode.alignment, media, request, listener)
    return replace(
        episode,
        alignment=moved.alignment,
        folder=Path(),
        inputs=(*episode.inputs, media),
        diagnostics=(*moved.diagnostics, *listener.cache.diagnostics),
    )


def format_episode(episode: Episode, output: Path) -> str:
    """The text of an EPISODE.json to be written to ``output``: the recordings' paths become relative to its folder.

    Raises:
        DocumentError: If a recording's path cannot be written from there (another drive).
    """
    try:
        recordings = tuple(
            replace(
                r, path=Path(os.path.relpath((episode.folder / r.path).resolve(), output.parent.resolve())).as_posix()
            )
            for r in episode.alignment.recordings
        )
    except ValueError as problem:
        raise DocumentError(
            f"{output}: the recording lies on another drive", remedy="Write the document to the recording's drive."
        ) from problem
    return encode_alignment(replace(episode.alignment, recordings=recordings), version=clipper_version())


def clipper_version() -> str:
    """The installed version."""
    return version("clipper")
