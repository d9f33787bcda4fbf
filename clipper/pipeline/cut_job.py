"""The second job: quotes -> clips, each with captions and a manifest beside it.

find -> choose -> plan (in the true pauses) -> cut -> listen again -> captions timed from what was really cut.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clipper.clips import clip_alignment
from clipper.cues import SubtitleFormat
from clipper.media.cut import CutReport, cut_clip
from clipper.media.output import check_output
from clipper.media.probe import probe_recording
from clipper.media.tool import FFmpeg
from clipper.model import Alignment, Clip, Diagnostic, Progress, Quote, Speaker, silent
from clipper.model.clip_proof import ClipProof
from clipper.pipeline.clip_faults import find_faults, find_unproven
from clipper.pipeline.clip_manifest import describe_clip
from clipper.pipeline.clip_proof import ClipProver
from clipper.pipeline.cut_settings import CutSettings
from clipper.pipeline.episode import Episode
from clipper.pipeline.listening import Listener
from clipper.pipeline.quote_planner import QuotePlanner, Wish
from clipper.pipeline.subtitle_job import NO_JOINS, SubtitleStyle, make_subtitles

SIDECARS = (SubtitleFormat.VTT, SubtitleFormat.SRT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipResult:
    """A finished clip: its file, what was cut, by whom it is said, its proof, and the texts that stand beside it."""

    path: Path
    report: CutReport
    speakers: tuple[Speaker, ...]
    proof: ClipProof | None
    texts: Mapping[Path, str]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def clip(self) -> Clip:
        """What was cut."""
        return self.report.placement.clip


def caption_paths(output: Path) -> tuple[Path, ...]:
    """Where the captions of a media file go."""
    return tuple(output.with_suffix(f".{kind.value}") for kind in SIDECARS)


def manifest_path(output: Path) -> Path:
    """Where the manifest of a clip goes."""
    return output.with_suffix(".manifest.json")


def files_of_clip(output: Path) -> tuple[Path, ...]:
    """All that is written for one clip."""
    return (output, *caption_paths(output), manifest_path(output))


class ClipJob:
    """The clips of one episode: every quote is found before anything is cut."""

    def __init__(
        self, episode: Episode, wishes: Sequence[Wish], *, ffmpeg: FFmpeg, progress: Progress = silent
    ) -> None:
        """Find what is wished.

        Raises:
            QuoteError: If a quote is not there, or is there more than once and nothing says which.
        """
        self._ffmpeg, self._progress = ffmpeg, progress
        self._alignment = episode.alignment
        listener = Listener.of_user(ffmpeg, cache=False, progress=progress)
        self._planner = QuotePlanner(episode, listener)
        self._prover = ClipProver(episode.alignment, listener)
        self._wishes = tuple(wishes)
        self.quotes: tuple[Quote | None, ...] = tuple(self._planner.choose(wish) for wish in wishes)

    def cut(self, outputs: Sequence[Path], settings: CutSettings) -> Iterator[ClipResult]:
        """Cut each clip into its file, in order; files that exist are replaced (the caller has asked).

        A clip and what stands beside it appear together, once all of it is whole.

        Raises:
            ClipperError: If the recording or an output cannot be used.
        """
        for number, (wish, quote, output) in enumerate(zip(self._wishes, self.quotes, outputs, strict=True)):
            clip = self._planner.plan(wish, quote, pad_ms=settings.pad_ms)
            yield self._cut(clip, output, settings, number)

    def _cut(self, clip: Clip, output: Path, settings: CutSettings, number: int) -> ClipResult:
        def progress(stage: str, share: float) -> None:
            self._progress(stage, (number + share) / len(self._wishes))

        source = self._planner.source
        check_output(output, [source], force=True)
        with tempfile.TemporaryDirectory(prefix=".clip-", dir=output.parent) as staging:
            staged = Path(staging) / output.name
            report = cut_clip(
                clip, source, staged, ffmpeg=self._ffmpeg, target_lufs=settings.loudness_lufs, progress=progress
            )
            result = self._finish(report, output, settings)
            for path, text in result.texts.items():
                (Path(staging) / path.name).write_text(text, encoding="utf-8", newline="")
            for path in (*result.texts, output):  # the clip last: where it stands, all that belongs to it does
                (Path(staging) / path.name).replace(path)
        return result

    def _finish(self, report: CutReport, output: Path, settings: CutSettings) -> ClipResult:
        """Listen to a cut file, and make what stands beside it."""
        clip = report.placement.clip
        made = replace(probe_recording(report.path), path=output.name)
        proof = self._prover.prove(report.path, report.placement, ffmpeg=self._ffmpeg)
        held = clip_alignment(self._alignment, report.placement, made)
        speakers = self._planner.speakers(clip.quote)
        manifest = describe_clip(held, report, speakers, proof, settings=settings, made=made, ffmpeg=self._ffmpeg)
        return ClipResult(
            path=output,
            report=report,
            speakers=speakers,
            proof=proof,
            texts={**make_captions(held, output), manifest_path(output): manifest},
            diagnostics=(*find_faults([clip], self._alignment), *find_unproven(proof, clip)),
        )


def make_captions(alignment: Alignment, output: Path, *, joins: Mapping[int, int] = NO_JOINS) -> dict[Path, str]:
    """The captions of a media file, by their own files."""
    style = SubtitleStyle()
    return {
        path: make_subtitles(alignment, kind, style, joins=joins).text
        for path, kind in zip(caption_paths(output), SIDECARS, strict=True)
    }
