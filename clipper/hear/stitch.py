"""A recording, block by block -> Emissions, by any acoustic model: in overlapping windows whose outer parts go."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from clipper.model.sound import AcousticModel, Emissions, Samples

_TAIL = 8000  # half a second of silence lets a model finish the last word; nobody looks for a word in its frames


@dataclass(slots=True)
class EmissionStitcher:
    """Takes a recording block by block, runs the model over its windows on two cores, and joins the kept frames."""

    model: AcousticModel
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2))
    _buffer: Samples = field(default_factory=lambda: np.zeros(0, np.float32))
    _running: list[Future[npt.NDArray[np.float16]]] = field(default_factory=list)
    _is_first: bool = True

    def add(self, block: Samples) -> None:
        """Listen to the next samples of the recording."""
        window = self.model.window * self.model.hop
        kept = window - 2 * self.model.margin * self.model.hop
        self._buffer = np.concatenate([self._buffer, block])
        while len(self._buffer) >= window:
            self._submit(self._buffer[:window], last=False)
            self._buffer = self._buffer[kept:]

    def _submit(self, samples: Samples, *, last: bool) -> None:
        first = 0 if self._is_first else self.model.margin
        self._is_first = False
        end = None if last else self.model.window - self.model.margin
        if len(self._running) >= 6:  # bound what waits: the model is slower than decoding
            self._running[-6].result()
        self._running.append(self._pool.submit(self._run, samples.copy(), first, end))

    def _run(self, samples: Samples, first: int, end: int | None) -> npt.NDArray[np.float16]:
        return self.model.log_probs(samples)[first:end].astype(np.float16)

    def finish(self) -> Emissions:
        """The log-probabilities of all that was added."""
        self._submit(np.concatenate([self._buffer, np.zeros(_TAIL, np.float32)]), last=True)
        parts = [future.result() for future in self._running]
        self._pool.shutdown()
        return Emissions.of_model(np.concatenate(parts), self.model)

    def close(self) -> None:
        """Stop at once; what runs is abandoned."""
        self._pool.shutdown(wait=False, cancel_futures=True)
