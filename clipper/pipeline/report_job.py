"""The honest word about an episode: a diagnosis, and a page that shows it and plays the doubtful places."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from clipper.errors import ClipperError
from clipper.model import Recording
from clipper.model.diagnosis import Diagnosis
from clipper.model.envelope import Envelope
from clipper.pipeline.episode import Episode
from clipper.pipeline.listening import Listener
from clipper.pipeline.summary import Summary, summarise
from clipper.publish import Player, Report, render_report
from clipper.review import describe, diagnose, reduce_energy
from clipper.text import format_pins


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is to be said about an episode: figures, places, and the same in sentences.

    ``pin_lines`` has an entry for each doubt: the line for a pins file, or None where no words tell the place.
    """

    summary: Summary
    diagnosis: Diagnosis
    sentences: tuple[str, ...]
    pin_lines: tuple[str | None, ...]


def review_episode(episode: Episode) -> Review:
    """Diagnose an episode's alignment."""
    envelope = next(iter(episode.envelopes), None)
    diagnosis = diagnose(episode.alignment, envelope)
    return Review(
        summary=summarise(episode.alignment, diagnosis),
        diagnosis=diagnosis,
        sentences=describe(episode.alignment, diagnosis),
        pin_lines=format_pins((doubt.pin for doubt in diagnosis.doubts), episode.alignment.transcript),
    )


def hear_envelopes(episode: Episode, listener: Listener) -> Episode:
    """The episode with the loudness of its recordings: those of a saved one are read again, where they still are."""
    if episode.envelopes:
        return episode
    recordings = episode.alignment.recordings
    return replace(episode, envelopes=tuple(_measure(episode, one, listener) for one in recordings))


def _measure(episode: Episode, recording: Recording, listener: Listener) -> Envelope | None:
    try:
        return reduce_energy(listener.measure(recording, episode.source(recording)))
    except ClipperError:  # gone, changed, or not to be read: the page says that it comes without
        return None


def make_report(episode: Episode, review: Review, output: Path) -> str:
    """The page of an episode, to be written to ``output``; it plays the recordings where they lie seen from there.

    Raises:
        TemplateError: If the page's template is missing.
    """
    recordings = episode.alignment.recordings
    envelopes = episode.envelopes or (None,) * len(recordings)
    report = Report(
        alignment=episode.alignment,
        diagnosis=review.diagnosis,
        sentences=review.sentences,
        pin_lines=review.pin_lines,
        envelopes=envelopes,
        players=_players(episode, envelopes, output),
    )
    return render_report(report)


def _players(episode: Episode, envelopes: Sequence[Envelope | None], output: Path) -> tuple[Player | None, ...]:
    """A recording whose sound was heard is where the episode says; one that was not is not to be played either."""
    return tuple(
        _player(episode, recording, output) if envelope else None
        for recording, envelope in zip(episode.alignment.recordings, envelopes, strict=True)
    )


def _player(episode: Episode, recording: Recording, output: Path) -> Player | None:
    source = episode.folder / recording.path
    try:
        relative = Path(os.path.relpath(source.resolve(), output.parent.resolve()))
    except ValueError:  # another drive
        return None
    # Bytes: a file's name need not be UTF-8. A colon is quoted too, so that no part of the path can pass for a scheme.
    return Player(url=quote(os.fsencode(relative.as_posix()), safe="/"), is_video=recording.video is not None)
