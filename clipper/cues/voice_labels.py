"""Voices as text, for a format that has none: "Name: " wherever somebody else begins to speak."""

from __future__ import annotations

from dataclasses import replace

from clipper.model import Cue, CueTrack, Line, Run


def label_voices(track: CueTrack) -> CueTrack:
    """The track with each voice named at its changes, and no voices; a change within a line begins a new one.

    Where the voice is not known, nothing is said, and the next known one is named again.
    """
    shown: str | None = None
    cues: list[Cue] = []
    for cue in track.cues:
        lines: list[Line] = []
        for line in cue.lines:
            runs: list[Run] = []
            for run in line:
                is_new = run.speaker is not None and run.speaker != shown
                if is_new and runs:
                    lines.append(_trim(runs))
                    runs = []
                name = (Run(text=f"{run.speaker}: "),) if is_new else ()
                runs += [*name, replace(run, speaker=None)]
                shown = run.speaker
            lines.append(tuple(runs))
        cues.append(replace(cue, lines=tuple(lines)))
    return replace(track, cues=tuple(cues))


def _trim(runs: list[Run]) -> Line:
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip(" ")))
