"""Text and recording that have nothing to do with each other must be refused, not aligned."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from clipper.errors import AlignmentError
from tests.bench.command_runs import align_command, run_measured
from tests.bench.listening import align_files
from tests.bench.long_talks import parts_of_hours
from tests.bench.real_speech import SHARED
from tests.bench.synth import VoiceMissing, write_dialogue
from tests.bench.talks import dialogues


def strangers_table() -> Iterator[str]:
    """Every pair of different talks, synthetic and real, and how many were refused; one by the command line."""
    yield "Text and recording unrelated (bar: all refused)"
    with tempfile.TemporaryDirectory() as folder:
        talks = [*_written(Path(folder)), *_recorded()]
        pairs = list(permutations(talks, 2))
        accepted = [(text, media) for (text, _), (_, media) in pairs if not _is_refused(text, media)]
        yield f"{len(pairs) - len(accepted)} of {len(pairs)} pairs of {len(talks)} talks refused"
        yield from (f"MISSED {text.name} with {media.name} was aligned" for text, media in accepted)
        if pairs:
            (text, _), (_, media) = pairs[0]
            code = run_measured(align_command(text, media, Path(folder) / "document.json")).exit_code
            wanted = AlignmentError.exit_code
            yield f"{'' if code == wanted else 'MISSED '}exit code {code} (AlignmentError's is {wanted})"


def _written(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Four synthetic talks of the same grammar and vocabulary, which makes it harder."""
    try:
        for number, dialogue in enumerate((*dialogues(), *parts_of_hours(1)[:2])):
            wav, text, _ = write_dialogue(dialogue, folder, f"talk-{number}")
            yield text, wav
    except VoiceMissing:
        return


def _recorded() -> Iterator[tuple[Path, Path]]:
    """People who read a speech, a sonnet and one sentence, where the shared data are there."""
    for sound in sorted((SHARED / "speech" / "longform").glob("*.flac")):
        yield sound.with_suffix(".txt"), sound


def _is_refused(text: Path, media: Path) -> bool:
    try:
        align_files(text, media)
    except AlignmentError:
        return True
    return False
