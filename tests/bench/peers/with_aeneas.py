"""aeneas-ng: espeak-ng speaks the text, a word a line, and its sound is warped onto the recording's."""

from __future__ import annotations

import tempfile
from multiprocessing import get_context
from pathlib import Path

from aeneas.executetask import ExecuteTask
from aeneas.runtimeconfiguration import RuntimeConfiguration
from aeneas.task import Task
from jobs import Times, serve

_SECONDS = 300


def align(words: list[str], wav: str) -> Times:
    """Align one recording in a process of its own: the second use of its espeak-ng in one process never returns."""
    with get_context("fork").Pool(1) as pool:
        return pool.apply_async(align_here, (words, wav)).get(_SECONDS)


def align_here(words: list[str], wav: str) -> Times:
    """Align one recording."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "words.txt"
        text.write_text("\n".join(words) + "\n", encoding="utf-8")
        task = Task(config_string="task_language=eng|is_text_type=plain|os_task_file_format=json")
        task.audio_file_path_absolute = wav
        task.text_file_path_absolute = str(text)
        ExecuteTask(task, rconf=RuntimeConfiguration()).execute()
    leaves = [leaf for leaf in task.sync_map_leaves() if leaf.is_regular]
    if len(leaves) != len(words):
        raise ValueError(f"{len(leaves)} times for {len(words)} words")
    return [(float(leaf.begin), float(leaf.end)) for leaf in leaves]


serve(align)
