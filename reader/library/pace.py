"""How far a long piece of work has come, how quick it is, and how long it will take. Pure but for what it has seen."""

from collections import deque

_WINDOW = 10.0
"""Seconds of the past that tell the pace; what is already in goes by much more quickly than what is new."""

_SAMPLE = 0.25
_SURE_AFTER = 1.0


class Pace:
    """Counts steps. Times are in seconds of a clock that never goes back."""

    def __init__(self, total: int, now: float) -> None:
        self.done = 0
        self.total = total
        self._seen = deque([(now, 0)])

    def step(self, now: float, count: int = 1) -> None:
        """One more is done, or several."""
        self.done += count
        self.total = max(self.total, self.done)
        if now - self._seen[-1][0] >= _SAMPLE:
            self._seen.append((now, self.done))
            while now - self._seen[0][0] > _WINDOW and len(self._seen) > 2:
                self._seen.popleft()

    def told(self, now: float) -> str:
        """As `340 of 10,000 · 85 a second · 1:53 left`; pace and time only once they can be told."""
        facts = [f"{self.done:,} of {self.total:,}"]
        began, before = self._seen[0]
        seconds, steps = now - began, self.done - before
        if seconds >= _SURE_AFTER and steps:
            rate = steps / seconds
            facts.append(f"{rate:,.0f} a second" if rate >= 1 else f"{rate * 60:.0f} a minute")
            facts.append(f"{_clock((self.total - self.done) / rate)} left")
        return " · ".join(facts)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
