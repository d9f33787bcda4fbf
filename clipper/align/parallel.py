"""Many questions about one recording, answered two at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from clipper.model import Memory

Asked = TypeVar("Asked")
Found = TypeVar("Found")

_AT_ONCE = 2  # the searches let go of the interpreter; more than two cores are rare, and each search needs memory


def recall_all(
    find: Callable[[Asked], Found],
    questions: Iterable[Asked],
    kind: type[Found],
    memory: Memory,
    report: Callable[[float], None],
) -> list[Found]:
    """The answers to all questions, in their order, each remembered or found.

    Args:
        find: What answers a question (see ``Memory.recall``).
        questions: What is asked.
        kind: The type of an answer.
        memory: May know answers from earlier runs.
        report: Told the share that is done, 0..1, after every answer; what it raises ends the work, as an interruption
            does: no further question is begun.
    """
    answers: list[Found] = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        tasks = [pool.submit(memory.recall, find, asked, kind) for asked in questions]
        try:
            for done, task in enumerate(tasks, 1):
                answers.append(task.result())
                report(done / len(tasks))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return answers
