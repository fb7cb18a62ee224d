"""Where the time of a run goes."""

import time


class Clock:
    """Seconds spent in each stage; they are reported apart, because they differ from run to run."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        """Book the time since the last lap to this stage."""
        now = time.perf_counter()
        self.spent[stage] = round(self.spent.get(stage, 0.0) + now - self._last, 4)
        self._last = now
