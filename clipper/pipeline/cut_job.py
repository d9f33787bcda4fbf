"""The second job: quotes -> clips, each with captions and a manifest beside it.

find -> choose -> plan (in the true pauses) -> cut -> listen again -> captions timed from what was really cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from clipper.captions import BAR_MS
from clipper.clips import reel_alignment, shorten_text
from clipper.cues import SubtitleFormat
from clipper.errors import InputError
from clipper.media.cut import Cut, CutReport, make_cut, plan_cut
from clipper.media.finish import Finish
from clipper.media.output import check_output
from clipper.media.poster import make_poster
from clipper.media.probe import hash_content, probe_recording
from clipper.media.tool import FFmpeg
from clipper.model import (
    Alignment,
    Clip,
    Diagnostic,
    FrameRate,
    Overlay,
    Progress,
    Quote,
    Recording,
    Speaker,
    round_half_up,
    silent,
)
from clipper.model.canvas import Canvas
from clipper.model.clip_proof import ClipProof
from clipper.pipeline.burning import Burner
from clipper.pipeline.clip_faults import find_faults, find_unproven
from clipper.pipeline.clip_manifest import describe_clip
from clipper.pipeline.clip_proof import ClipProver
from clipper.pipeline.cut_settings import CutSettings
from clipper.pipeline.episode import Episode
from clipper.pipeline.listening import Listener
from clipper.pipeline.quote_planner import QuotePlanner, Wish
from clipper.pipeline.subtitle_job import NO_JOINS, SubtitleStyle, make_subtitles
from clipper.pipeline.tightening import PlannedClip, describe_tightening
from clipper.store.outputs import JSON_ESCAPES, refusing, staging_folder

SIDECARS = (SubtitleFormat.VTT, SubtitleFormat.SRT)

CARD, CARD_RATE = Canvas(width=1080, height=1080), FrameRate(fps=Fraction(25))
"""The card of a recording without a picture: square, and at a rate whose frames last whole hundredths of a second."""

JUMP_ZOOM = 1.06
"""How much nearer the picture is in every other piece of a tightened clip: seen as another shot, not as a jump."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipResult:
    """A finished clip: its file and those beside it, what was cut, by whom it is said, and its proof."""

    path: Path
    planned: PlannedClip
    report: CutReport
    speakers: tuple[Speaker, ...]
    proof: ClipProof | None
    beside: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def clip(self) -> Clip:
        """What was cut, from end to end."""
        return self.planned.clip


def caption_paths(output: Path) -> tuple[Path, ...]:
    """Where the captions of a media file go."""
    return tuple(output.with_suffix(f".{kind.value}") for kind in SIDECARS)


def manifest_path(output: Path) -> Path:
    """Where the manifest of a clip goes."""
    return output.with_suffix(".manifest.json")


def poster_path(output: Path) -> Path:
    """Where the poster of a clip goes."""
    return output.with_suffix(".jpg")


def files_of_clip(output: Path, settings: CutSettings) -> tuple[Path, ...]:
    """All that is written for one clip."""
    poster = (poster_path(output),) if settings.poster else ()
    return (output, *caption_paths(output), *poster, manifest_path(output))


class ClipJob:
    """The clips of one episode: every quote is found, and every clip planned, before anything is cut."""

    def __init__(
        self,
        episode: Episode,
        wishes: Sequence[Wish],
        settings: CutSettings,
        *,
        ffmpeg: FFmpeg,
        progress: Progress = silent,
    ) -> None:
        """Find what is wished.

        Raises:
            InputError: If a style or a font cannot be used, or a font is of no use.
            QuoteError: If a quote is not there, or is there more than once and nothing says which.
        """
        self._settings, self._ffmpeg, self._progress = settings, ffmpeg, progress
        self._alignment = episode.alignment
        listener = Listener.of_user(ffmpeg, cache=False, progress=progress)
        self._planner = QuotePlanner(episode, listener)
        self._prover = ClipProver(episode.alignment, listener)
        self._has_card = self._planner.recording.video is None
        self._burner = Burner(settings) if settings.is_drawn_on or self._has_card else None
        if settings.font and self._burner is None:
            raise InputError(
                f"{settings.font}: nothing is written on the picture in this font",
                remedy="Add --captions, --title or --names, or leave out --font.",
            )
        self._wishes = tuple(wishes)
        self.quotes: tuple[Quote | None, ...] = tuple(self._planner.choose(wish) for wish in wishes)

    def cut(self, outputs: Sequence[Path]) -> Iterator[ClipResult]:
        """Cut each clip into its file, in order; files that exist are replaced (the caller has asked).

        A clip and what stands beside it appear together, once all of it is whole.

        Raises:
            InputError: If a clip is longer than is allowed, before any is cut.
            ClipperError: If the recording or an output cannot be used.
        """
        settings = self._settings
        planned = [
            self._planner.plan(wish, quote, pad_ms=settings.pad_ms, tight=settings.tight)
            for wish, quote in zip(self._wishes, self.quotes, strict=True)
        ]
        cuts = [self._plan(clip, output) for clip, output in zip(planned, outputs, strict=True)]
        for number, (clip, cut, output) in enumerate(zip(planned, cuts, outputs, strict=True)):
            yield self._make(clip, cut, output, number)

    def _plan(self, planned: PlannedClip, output: Path) -> Cut:
        check_output(output, [self._planner.source], force=True)
        card_rate = CARD_RATE if self._has_card else None
        cut = plan_cut(planned.pieces, self._planner.source, output, ffmpeg=self._ffmpeg, card_rate=card_rate)
        if self._settings.is_drawn_on and not cut.encoding.has_picture:
            raise InputError(
                f"{output.name} has no picture to draw captions, names or a title on",
                remedy="Choose an output that ends in .mp4, .mov, .mkv, .webm or .gif.",
            )
        if self._settings.poster and not (cut.encoding.has_picture and cut.encoding.has_sound):
            raise InputError(f"{output.name} has no frame for a poster", remedy="Leave out --poster, or cut a film.")
        longest_s = self._settings.longest_s
        if longest_s is not None and cut.seconds > longest_s:
            said = f'"{shorten_text(planned.clip.quote.found)}"' if planned.clip.quote else "it"
            raise InputError(
                f"{output.name}: {said} lasts {float(cut.seconds):.1f} s, and {longest_s} s are allowed",
                remedy="Choose a shorter quote, try --tighten, or another --preset.",
            )
        return cut

    def _make(self, planned: PlannedClip, cut: Cut, output: Path, number: int) -> ClipResult:
        def progress(stage: str, share: float) -> None:
            self._progress(stage, (number + share) / len(self._wishes))

        with staging_folder(output) as folder:
            staged = folder / output.name
            finish = self._finish(planned, cut)
            report = make_cut(
                cut,
                staged,
                ffmpeg=self._ffmpeg,
                finish=finish,
                target_lufs=self._settings.loudness_lufs,
                progress=progress,
            )
            result = self._describe(planned, cut, report, output)
            findings = finish.overlay.findings if finish.overlay else ()
            result = replace(result, diagnostics=(*result.diagnostics, *findings))
            for path in (*result.beside, output):  # the clip last: where it stands, all that belongs to it does
                with refusing(path):
                    (folder / path.name).replace(path)
        return result

    def _finish(self, planned: PlannedClip, cut: Cut) -> Finish:
        settings = self._settings
        jumps = len(planned.pieces) > 1 and cut.frames is not None
        own = _own_canvas(planned.clip) if jumps or self._burner else None
        if self._has_card:
            own, jumps = CARD, False
        canvas = settings.canvas or own
        return Finish(
            canvas=canvas if cut.frames is not None else None,
            overlay=self._draw(planned, cut, canvas) if canvas else None,
            zoom=JUMP_ZOOM if jumps else 1.0,
            video_kbps=settings.video_kbps,
            audio_kbps=settings.audio_kbps,
        )

    def _draw(self, planned: PlannedClip, cut: Cut, canvas: Canvas) -> Overlay | None:
        """What is drawn over a clip, from the places that its words will have."""
        rate = cut.trims[0].rate
        if self._burner is None or rate is None:
            return None
        length_ms = round_half_up(cut.seconds * 1000)
        coming = Recording(content_hash="sha256:", path="", duration_ms=length_ms, streams=())
        held = reel_alignment([(self._alignment, placement) for placement in cut.placements], coming)
        people = self._planner.speakers(planned.clip.quote)
        levels = self._planner.measure_levels(cut.placements, BAR_MS) if self._has_card else None
        return self._burner.draw(held, canvas, rate=rate, people=people, levels=levels)

    def _describe(self, planned: PlannedClip, cut: Cut, report: CutReport, output: Path) -> ClipResult:
        """Listen to a cut file, and make what stands beside it."""
        made = _probe_made(report, cut)
        proof = self._prover.prove(report.path, report.placements, ffmpeg=self._ffmpeg) if made.audio else None
        held = reel_alignment([(self._alignment, placement) for placement in report.placements], made)
        speakers = self._planner.speakers(planned.clip.quote)
        texts = make_captions(held, report.path)
        texts[manifest_path(report.path)] = describe_clip(
            held,
            report,
            planned,
            speakers,
            proof,
            settings=self._settings,
            encoding=cut.encoding,
            made=made,
            ffmpeg=self._ffmpeg,
        )
        for path, text in texts.items():
            with refusing(output.parent / path.name):
                path.write_text(text, encoding="utf-8", errors=JSON_ESCAPES, newline="")
        if self._settings.poster:
            make_poster(report.path, poster_path(report.path), ffmpeg=self._ffmpeg)
        where = f'"{shorten_text(planned.clip.quote.wanted)}"' if planned.clip.quote else output.name
        return ClipResult(
            path=output,
            planned=planned,
            report=report,
            speakers=speakers,
            proof=proof,
            beside=files_of_clip(output, self._settings)[1:],
            diagnostics=(
                *find_faults([planned.clip], self._alignment),
                *describe_tightening(planned, self._alignment, where),
                *find_unproven(proof, planned.clip),
                *(replace(finding, where=output.name) for finding in report.diagnostics),
            ),
        )


def _probe_made(report: CutReport, cut: Cut) -> Recording:
    """The finished file as a recording; a silent preview is none that would be opened."""
    if cut.encoding.has_sound:
        return replace(probe_recording(report.path), path=report.path.name)
    length_ms = round_half_up(cut.seconds * 1000)
    return Recording(content_hash=hash_content(report.path), path=report.path.name, duration_ms=length_ms, streams=())


def _own_canvas(clip: Clip) -> Canvas | None:
    """The picture of a recording as it is, in even numbers."""
    video = clip.recording.video
    if video is None or not video.width or not video.height:
        return None
    return Canvas(width=video.width // 2 * 2, height=video.height // 2 * 2)


def make_captions(alignment: Alignment, output: Path, *, joins: Mapping[int, int] = NO_JOINS) -> dict[Path, str]:
    """The captions of a media file, by their own files."""
    style = SubtitleStyle()
    return {
        path: make_subtitles(alignment, kind, style, joins=joins).text
        for path, kind in zip(caption_paths(output), SIDECARS, strict=True)
    }
