"""Who comes and who leaves, by count: a step function of whole milliseconds.

A person leaves once the hazard that he has borne reaches what he was drawn to bear (Exp(1)). Everybody bears the same
hazard at a time, so a measure that changes it only stretches the time that is left.
"""

from __future__ import annotations

import numpy as np

from simulator.streams import Floats


def leaving_times(begin: Floats, patience: Floats, stay: float) -> Floats:
    """When each leaves who bears `patience` times the mean `stay` from `begin` on, at least a millisecond later; all
    but the patience are milliseconds, whole ones in what is answered.
    """
    leave: Floats = np.maximum(np.ceil(begin + patience * stay), begin + 1)
    return leave


class Attendance:
    """`came` in rising order, whole milliseconds; `patience` is what each bears, in the same order. `stay`: how long a
    person stays on average while no measure acts.
    """

    def __init__(self, came: Floats, patience: Floats, stay: int) -> None:
        self._came = came
        self._patience = patience
        self._stay = stay
        self._since = 0.0
        """Who came before has this moment's patience left."""
        self._hurry = 1.0
        self._leave = self._leaves()

    def count(self, t: float) -> int:
        """How many are there at a moment that is not before the last change."""
        return int(np.searchsorted(self._came, t, side="right")) - int(np.count_nonzero(self._leave <= t))

    def hurry(self, now: int, times: float) -> None:
        """From now on people leave so many times as fast as without any measure; 0: nobody leaves."""
        if times != self._hurry:
            self._forget(now)
            self._hurry = times
            self._leave = self._leaves()

    def join(self, now: int, patience: list[float]) -> None:
        """People come all at once."""
        self._forget(now)
        first = int(np.searchsorted(self._came, now, side="right"))
        self._came = np.insert(self._came, first, [float(now)] * len(patience))
        self._patience = np.insert(self._patience, first, patience)
        self._leave = self._leaves()

    def send(self, now: int, people: int) -> None:
        """People leave all at once: who came first, as how patient somebody is must not decide."""
        self._forget(now)
        gone = min(people, int(np.searchsorted(self._came, now, side="right")))
        self._came, self._patience, self._leave = self._came[gone:], self._patience[gone:], self._leave[gone:]

    def steps(self, now: int, end: int) -> tuple[Floats, Floats]:
        """The moments at which the count changes, from now until before `end`, and the counts from then on; the first
        moment is now and the last is `end`, with the count before it.
        """
        came, leave = self._came, self._leave
        here = int(np.searchsorted(came, now, side="right"))
        coming = came[here : int(np.searchsorted(came, end))]
        leaving = leave[(leave > now) & (leave < end)]
        leaving.sort()
        count = here - int(np.count_nonzero(leave <= now))
        moments = np.concatenate((coming, leaving))
        # Both are in order already, and a stable sort only merges such runs.
        order = np.argsort(moments, kind="stable")
        times = np.empty(len(moments) + 2)
        times[0], times[1:-1], times[-1] = now, moments[order], end
        counts = np.empty(len(times))
        counts[0] = count
        np.cumsum(np.where(order < len(coming), 1.0, -1.0), out=counts[1:-1])
        counts[1:-1] += count
        counts[-1] = counts[-2]
        return times, counts

    def _leaves(self) -> Floats:
        if self._hurry == 0:
            return np.full(len(self._came), np.inf)
        return leaving_times(np.maximum(self._came, self._since), self._patience, self._stay / self._hurry)

    def _forget(self, now: int) -> None:
        """Drop who has left, and take off what the others have borne."""
        stays = self._leave > now
        self._came, self._patience, self._leave = self._came[stays], self._patience[stays], self._leave[stays]
        here = int(np.searchsorted(self._came, now, side="right"))
        borne = (now - np.maximum(self._came[:here], self._since)) * (self._hurry / self._stay)
        self._patience[:here] = np.maximum(self._patience[:here] - borne, 0.0)
        self._since = float(now)
