"""Being told to stop, by Ctrl-C or SIGTERM: heard once is heard, whatever becomes of the exception.

An interruption may land inside code written in C: pybind11 makes an ImportError of it (seen while onnxruntime is
loaded), and a callback from C prints it and goes on (seen while numba compiles). So it is also remembered, and what C
would print of it is not. Being told again right away, by somebody impatient, must not interrupt the tidying up.
"""

from __future__ import annotations

import signal
import sys
import time
from dataclasses import dataclass
from types import FrameType

_TIDY_S = 2.0  # longer than stopping takes: whoever repeats it then has seen that it hangs


@dataclass(slots=True)
class Stopping:
    """Whether the program was told to stop."""

    told: bool = False
    _told_at_s: float = 0.0

    def listen(self) -> None:
        """Hear the signals from now on. A shell lets a job in the background ignore Ctrl-C: that stays."""
        self.told = False
        signal.signal(signal.SIGTERM, self._stop)
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, self._stop)
        sys.unraisablehook = self._pass_over

    def check(self) -> None:
        """Stop now if the program was told to and goes on all the same.

        Raises:
            KeyboardInterrupt: Again.
        """
        if self.told:
            raise KeyboardInterrupt

    def _pass_over(self, lost: sys.UnraisableHookArgs) -> None:
        """Say nothing of an interruption that C code lost: `check` raises it again."""
        if not (self.told and isinstance(lost.exc_value, KeyboardInterrupt)):
            sys.__unraisablehook__(lost)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        now_s = time.monotonic()
        if self.told and now_s - self._told_at_s < _TIDY_S:
            return
        self.told, self._told_at_s = True, now_s
        raise KeyboardInterrupt


STOPPING = Stopping()
"""The one of this process, as signals are."""
