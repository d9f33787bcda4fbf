"""One line on a terminal that says where a long job is; silent in a pipe."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

import click

from clipper.cli.stopping import STOPPING

_STAGES = {
    "decode": "Reading sound",
    "listen": "Listening",
    "place": "Finding words",
    "shots": "Finding shots",
    "refine": "Finding edges",
    "pins": "Obeying pins",
    "cut": "Cutting",
    "join": "Joining",
    "index": "Indexing",
}
_BAR = 24
_EVERY_S = 0.1  # a terminal that is redrawn more often flickers


@dataclass(slots=True)
class ProgressLine:
    """A ``clipper.model.Progress`` that draws stage, bar, percentage and remaining time on stderr."""

    quiet: bool = False
    _stage: str = ""
    _began: float = 0.0
    _drawn: float = 0.0

    def __call__(self, stage: str, done: float) -> None:
        """Show that ``done`` (0..1) of ``stage`` is finished.

        Raises:
            KeyboardInterrupt: If the program was told to stop: every long work passes here.
        """
        STOPPING.check()
        if not self._is_shown:
            return
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began, self._drawn = stage, now, 0.0
        if now - self._drawn < _EVERY_S and done < 1.0:
            return
        self._drawn = now
        filled = int(done * _BAR)
        left = (now - self._began) / done * (1 - done) if done > 0.02 else 0.0
        bar = "█" * filled + "░" * (_BAR - filled)
        remaining = f"  {int(left) // 60}:{int(left) % 60:02d} left" if left >= 1 else ""
        click.echo(f"\r\x1b[K{_STAGES.get(stage, stage):14} {bar} {done:4.0%}{remaining}", err=True, nl=False)

    @property
    def _is_shown(self) -> bool:
        return not self.quiet and sys.stderr.isatty()

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away; an interruption that was lost in the work counts here at the latest."""
        if self._stage and self._is_shown:
            click.echo("\r\x1b[K", err=True, nl=False)
        STOPPING.check()
