"""What a clip was made of, as a JSON text beside it: enough to make the same clip again, and to check it.

Times are ms; ``source`` ones on the recording's own timeline, the others from the clip's start. ``first_moment_s`` is
the exact moment that plays first, as a fraction of a second. The same recording, quote and settings give the same
bytes with the same ffmpeg; ``made.sha256`` says whether they did.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

from clipper.media.cut import CutReport
from clipper.media.encoding import choose_encoding
from clipper.media.tool import FFmpeg
from clipper.model import Alignment, Quote, Recording, Speaker
from clipper.model.clip_proof import ClipProof
from clipper.pipeline.cut_settings import CutSettings
from clipper.pipeline.episode import clipper_version

SCHEMA = 1


def describe_clip(  # noqa: PLR0913  a manifest names all that went into a clip
    held: Alignment,
    report: CutReport,
    speakers: Sequence[Speaker],
    proof: ClipProof | None,
    *,
    settings: CutSettings,
    made: Recording,
    ffmpeg: FFmpeg,
) -> str:
    """The manifest of a clip.

    Args:
        held: The clip's words, timed on its own file.
        report: What was cut.
        speakers: Who is heard.
        proof: What was heard when the clip was listened to again.
        settings: How it was made.
        made: The finished file.
        ffmpeg: What made it.
    """
    fields = {
        "manifest": "clipper clip",
        "schema": SCHEMA,
        "made": _describe_made(made, report),
        "source": _describe_source(report),
        "quote": None if report.placement.clip.quote is None else _describe_quote(report.placement.clip.quote),
        "speakers": [dataclasses.asdict(speaker) for speaker in speakers],
        "words": _describe_words(held, report),
        "settings": {
            **dataclasses.asdict(settings),
            "fade_ms": report.placement.clip.fade_ms,
            "encoding": list(choose_encoding(report.path, ffmpeg).arguments),
        },
        "loudness": None if report.loudness is None else {"before": dataclasses.asdict(report.loudness)},
        "proof": None if proof is None else dataclasses.asdict(proof),
        "tools": {"clipper": clipper_version(), "ffmpeg": ffmpeg.version},
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def _describe_made(made: Recording, report: CutReport) -> dict[str, Any]:
    trim = report.trim
    return {
        "file": report.path.name,
        "sha256": made.content_hash.removeprefix("sha256:"),
        "duration_ms": report.placement.duration_ms,
        "frames": trim.frames,
        "frame_rate": None if trim.rate is None else str(trim.rate.fps),
        "samples": trim.samples,
    }


def _describe_source(report: CutReport) -> dict[str, Any]:
    clip = report.placement.clip
    return {
        "file": clip.recording.path,
        "sha256": clip.recording.content_hash.removeprefix("sha256:"),
        "start_ms": clip.span.start_ms,
        "end_ms": clip.span.end_ms,
        "first_moment_s": str(report.trim.start),
        "quiet_start": clip.quiet_start,
        "quiet_end": clip.quiet_end,
    }


def _describe_quote(quote: Quote) -> dict[str, Any]:
    return {**dataclasses.asdict(quote), "score": round(quote.score, 4)}


def _describe_words(held: Alignment, report: CutReport) -> list[dict[str, Any]]:
    """Each word with its time here and in the source; none where it was not heard."""
    by_ms = report.placement.source_ms - report.placement.at_ms
    rows = []
    for word, timed in zip(held.transcript.words, held.words, strict=True):
        span = timed.span
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
