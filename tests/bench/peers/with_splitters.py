"""Three tools cut the same words into cues: stable-ts' default regroup, whisperX' splitter, srt_equalizer.

In comes a list of [text, start, end] with seconds; out go, by name, the numbers of words in each cue. Whisper's own
segments are what these tools are made for: sentences here, as whisperX' aligner cuts them.
"""

from __future__ import annotations

import json
import sys
import types
from datetime import timedelta
from pathlib import Path

sys.modules["torchaudio"] = types.ModuleType("torchaudio")  # it does not load beside this torch, and is not needed

import srt  # noqa: E402
import srt_equalizer  # noqa: E402
import stable_whisper  # noqa: E402
from whisperx.SubtitlesProcessor import SubtitlesProcessor  # noqa: E402

WORDS: list[tuple[str, float, float]] = json.load(sys.stdin)


def sentences() -> list[list[tuple[str, float, float]]]:
    """The words up to each closing mark."""
    found: list[list[tuple[str, float, float]]] = [[]]
    for word in WORDS:
        found[-1].append(word)
        if word[0].rstrip("\"'").endswith((".", "?", "!")):
            found.append([])
    return [one for one in found if one]


def by_stable_ts() -> list[int]:
    """Its default: sentences, gaps of half a second, commas from 50 characters on, 70 characters."""
    words = [{"word": f" {text}", "start": start, "end": end} for text, start, end in WORDS]
    segment = {"start": WORDS[0][1], "end": WORDS[-1][2], "text": "".join(word["word"] for word in words)}
    result = stable_whisper.WhisperResult({"language": "en", "segments": [{**segment, "words": words}]})
    result.regroup(True)
    return [len(one.words) for one in result.segments]


def by_whisperx(**limits: int) -> list[int]:
    """Its SubtitlesProcessor."""
    segments = [
        {
            "start": one[0][1],
            "end": one[-1][2],
            "text": " ".join(text for text, _, _ in one),
            "words": [{"word": text, "start": start, "end": end} for text, start, end in one],
        }
        for one in sentences()
    ]
    cues = SubtitlesProcessor(segments, "en", **limits).process_segments(advanced_splitting=True)
    return [len(cue["text"].split()) for cue in cues]


def by_srt_equalizer(method: str, characters: int) -> list[int]:
    """Its three methods."""
    counts = []
    for one in sentences():
        start, end = timedelta(seconds=one[0][1]), timedelta(seconds=one[-1][2])
        whole = srt.Subtitle(index=1, start=start, end=end, content=" ".join(text for text, _, _ in one))
        cues = srt_equalizer.split_subtitle(whole, target_chars=characters, method=method)
        counts += [len(cue.content.split()) for cue in cues if cue.content]
    return counts


ANSWERS = {
    "stable-ts, default regroup": by_stable_ts(),
    "whisperX, default (45)": by_whisperx(),
    "whisperX, 84 characters": by_whisperx(max_line_length=84),
    "srt_equalizer, greedy, 42": by_srt_equalizer("greedy", 42),
    "srt_equalizer, halving, 42": by_srt_equalizer("halving", 42),
    "srt_equalizer, punctuation, 42": by_srt_equalizer("punctuation", 42),
    "srt_equalizer, halving, 84": by_srt_equalizer("halving", 84),
}
Path(sys.argv[1]).write_text(json.dumps(ANSWERS), encoding="utf-8")
