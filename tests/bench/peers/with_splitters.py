"""Three tools cut the same words into cues: stable-ts' default regroup, whisperX' splitter, srt_equalizer.

In comes a list of talks: words as [text, start, end] with seconds, and how many characters a line and a cue have; out
go for each, by name, the numbers of words in each cue. Whisper's own segments are what these tools are made for:
sentences here, as whisperX' aligner cuts them.
"""

from __future__ import annotations

import json
import sys
import types
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.modules["torchaudio"] = types.ModuleType("torchaudio")  # it does not load beside this torch, and is not needed

import srt  # noqa: E402
import srt_equalizer  # noqa: E402
import stable_whisper  # noqa: E402
from whisperx.SubtitlesProcessor import SubtitlesProcessor  # noqa: E402

Words = list[tuple[str, float, float]]


def sentences(words: Words) -> list[Words]:
    """The words up to each closing mark."""
    found: list[Words] = [[]]
    for word in words:
        found[-1].append(word)
        if word[0].rstrip("\"'").endswith((".", "?", "!")):
            found.append([])
    return [one for one in found if one]


def by_stable_ts(said: Words, rules: str | bool = True) -> list[int]:
    """By default: sentences, gaps of half a second, commas from 50 characters on, 70 characters."""
    words = [{"word": f" {text}", "start": start, "end": end} for text, start, end in said]
    segment = {"start": said[0][1], "end": said[-1][2], "text": "".join(word["word"] for word in words)}
    result = stable_whisper.WhisperResult({"language": "en", "segments": [{**segment, "words": words}]})
    result.regroup(rules)
    return [len(one.words) for one in result.segments]


def by_whisperx(words: Words, characters: int) -> list[int]:
    """Its SubtitlesProcessor."""
    segments = [
        {
            "start": one[0][1],
            "end": one[-1][2],
            "text": " ".join(text for text, _, _ in one),
            "words": [{"word": text, "start": start, "end": end} for text, start, end in one],
        }
        for one in sentences(words)
    ]
    cues = SubtitlesProcessor(segments, "en", max_line_length=characters).process_segments(advanced_splitting=True)
    return [len(cue["text"].split()) for cue in cues]


def by_srt_equalizer(words: Words, method: str, characters: int) -> list[int]:
    """Its three methods."""
    counts = []
    for one in sentences(words):
        start, end = timedelta(seconds=one[0][1]), timedelta(seconds=one[-1][2])
        whole = srt.Subtitle(index=1, start=start, end=end, content=" ".join(text for text, _, _ in one))
        cues = srt_equalizer.split_subtitle(whole, target_chars=characters, method=method)
        counts += [len(cue.content.split()) for cue in cues if cue.content]
    return counts


def answer(talk: dict[str, Any]) -> dict[str, list[int]]:
    """What each makes of a talk; srt_equalizer has three methods."""
    words: Words = talk["words"]
    found = {"stable-ts, default regroup": by_stable_ts(words)}
    for name in ("line", "cue"):
        most = talk[name]
        found[f"stable-ts, of a {name}"] = by_stable_ts(words, REGROUP.format(most))
        found[f"whisperX, of a {name}"] = by_whisperx(words, most)
        for method in ("greedy", "halving", "punctuation"):
            found[f"srt_equalizer, {method}, of a {name}"] = by_srt_equalizer(words, method, most)
    return found


REGROUP = "isp_cm_sp=.* /。/?/？_sg=.5_sp=,* /，++++50_sl={}_cm"
"""stable-ts' default with another length."""

Path(sys.argv[1]).write_text(json.dumps([answer(talk) for talk in json.load(sys.stdin)]), encoding="utf-8")
