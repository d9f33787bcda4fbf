"""What a clip was made of, as a JSON text beside it: enough to make the same clip again, and to check it.

Times are ms; ``source`` ones on the recording's own timeline, the others from the clip's start. ``first_moment_s`` is
the exact moment with which a piece begins, as a fraction of a second. The same recording, quote and settings give the
same bytes with the same ffmpeg; ``made.sha256`` says whether they did.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

from clipper.media.cut import CutReport
from clipper.media.encoding import Encoding
from clipper.media.tool import FFmpeg
from clipper.model import Alignment, Quote, Recording, Speaker
from clipper.model.clip_proof import ClipProof
from clipper.pipeline.cut_settings import CutSettings
from clipper.pipeline.episode import clipper_version
from clipper.pipeline.tightening import PlannedClip

SCHEMA = 1


def describe_clip(  # noqa: PLR0913  a manifest names all that went into a clip
    held: Alignment,
    report: CutReport,
    planned: PlannedClip,
    speakers: Sequence[Speaker],
    proof: ClipProof | None,
    *,
    settings: CutSettings,
    encoding: Encoding,
    made: Recording,
    ffmpeg: FFmpeg,
) -> str:
    """The manifest of a clip.

    ``held`` are its words, timed on its own file; ``encoding`` and ``settings`` say how it was made.
    """
    clip = planned.clip
    fields = {
        "manifest": "clipper clip",
        "schema": SCHEMA,
        "made": _describe_made(made, report),
        "source": _describe_source(planned, report),
        "quote": None if clip.quote is None else _describe_quote(clip.quote),
        "speakers": [dataclasses.asdict(speaker) for speaker in speakers],
        "words": _describe_words(held, report),
        "settings": {
            **settings.fields(),
            "fade_ms": clip.fade_ms,
            "encoding": list(encoding.arguments),
        },
        "loudness": None if report.loudness is None else {"before": dataclasses.asdict(report.loudness)},
        "proof": None if proof is None else dataclasses.asdict(proof),
        "tools": {"clipper": clipper_version(), "ffmpeg": ffmpeg.version},
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def _describe_made(made: Recording, report: CutReport) -> dict[str, Any]:
    rate = report.trim.rate
    last = report.placements[-1]
    return {
        "file": report.path.name,
        "sha256": made.content_hash.removeprefix("sha256:"),
        "duration_ms": last.at_ms + last.duration_ms,
        "frame_rate": None if rate is None else str(rate.fps),
    }


def _describe_source(planned: PlannedClip, report: CutReport) -> dict[str, Any]:
    clip = planned.clip
    return {
        "file": clip.recording.path,
        "sha256": clip.recording.content_hash.removeprefix("sha256:"),
        "start_ms": clip.span.start_ms,
        "end_ms": clip.span.end_ms,
        "quiet_start": clip.quiet_start,
        "quiet_end": clip.quiet_end,
        "pieces": [
            {
                "at_ms": placement.at_ms,
                "first_moment_s": str(trim.start),
                "frames": trim.frames,
                "samples": trim.samples,
            }
            for placement, trim in zip(report.placements, report.trims, strict=True)
        ],
        "removed": [dataclasses.asdict(removal) for removal in planned.removed],
    }


def _describe_quote(quote: Quote) -> dict[str, Any]:
    return {**dataclasses.asdict(quote), "score": round(quote.score, 4)}


def _describe_words(held: Alignment, report: CutReport) -> list[dict[str, Any]]:
    """Each word with its time here and in the source; none where it was not heard."""
    rows = []
    for word, timed in zip(held.transcript.words, held.words, strict=True):
        span = timed.span
        by_ms = _source_offset(report, span.start_ms) if span else 0
        rows.append(
            {
                "text": word.text,
                "status": timed.status.value,
                "confidence": round(timed.confidence, 3),
                "start_ms": span and span.start_ms,
                "end_ms": span and span.end_ms,
                "source_start_ms": span and span.start_ms + by_ms,
                "source_end_ms": span and span.end_ms + by_ms,
            }
        )
    return rows


def _source_offset(report: CutReport, at_ms: int) -> int:
    """What is added to a time of the clip for one of the source."""
    played = [placement for placement in report.placements if placement.at_ms <= at_ms]
    return played[-1].source_ms - played[-1].at_ms if played else 0
