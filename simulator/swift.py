"""The same as `Run` does, for the usual step and with nothing recorded: one person of one role, one turn, no form.

Thousands of runs spend most of their time here, so what `Run`, `Tasks`, `People` and `Kernel` do for such a step in a
dozen calls is written out in three functions over local names. They say nothing of their own: a run with its recording
on goes through the general ones, and tests compare the two number by number.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

from incidents.tracks import YES
from simulator.calendar import ARRIVES, ENDS, Moment
from simulator.judging import running_due
from simulator.rules import LEVEL
from simulator.tasks import Tasks
from simulator.world import World


def swift(
    run: Tasks,
    world: World,
    others_arrived: Callable[[Moment], None],
    call_others: Callable[[int, list[int], int], None],
) -> Callable[[int], None]:
    """What serves a run's lines, instead of `Run.serve`; for other steps than the usual, what `Run` does."""
    setup, kernel, rules, people, lines, env = run.setup, run.kernel, run.rules, run.people, run.lines, run.env
    usual, at_gate, alone, line_of = setup.usual, setup.at_gate, setup.alone, setup.line_of
    known_dues, lines_of_role, limits = setup.known_dues, setup.lines_of_role, rules.limits
    first_person, work_source = setup.first_person, setup.work
    reacts, travels = [role.reaction for role in setup.roles], [role.travel for role in setup.roles]
    follows, due_users, ended_by, repeats = rules.follows, rules.due_users_of_step, rules.ended_by_step, rules.repeats
    plain = rules.plain
    applies, unsatisfied, begun, settled = kernel.applies, kernel.unsatisfied, kernel.begun, kernel.settled
    entries_settled, alive, started, ended_at = kernel.entries_settled, kernel.alive, kernel.started, kernel.end
    idle, on_site, freed, last_task = people.idle, people.on_site, people.freed, people.last_task
    at_work, away_until, role_of = people.busy, people.away_until, people.role_of
    heaps, due_of, queued, stirred, order = lines.heaps, lines.due, lines.queued, lines.stirred, lines.order
    ready, came, called, start, done = run.ready, run.came, run.called, run.start, run.done
    reactions, cause, crew, step_of, draws = run.reaction, run.cause, run.crew, run.step_of, run.draws
    schedule: Callable[[Moment, int, int], None] = env.schedule  # type: ignore[assignment]
    calls, waited, busy = run.calls, run.queued, run.busy

    def begin(event: Moment, t: int) -> None:
        x: int = event.what
        start[x] = started[x] = t
        run.begun = True
        if begun[x] < 0:
            begun[x] = t
        work = draws[work_source[x]][0]
        event.callbacks = at_end
        schedule(event, ENDS + x, world.slowed(work) if at_gate[x] else work)

    def arrived(event: Moment) -> None:
        x: int = event.what
        if applies[x] != YES or (unsatisfied[x] and begun[x] < 0):
            others_arrived(event)
            return
        if at_gate[x] and not on_site[crew[x][0]]:
            world.arrived(crew[x][0])
        begin(event, run.now)

    def end(event: Moment) -> None:
        x: int = event.what
        t = run.now
        done[x] = ended_at[x] = t
        settled[x] = True
        if x == run.open or run.open < 0:
            run.look = True
        fresh = kernel.fresh
        for j, e in follows[x]:
            before = entries_settled[e]
            entries_settled[e] = before + 1
            if not before and alive[e]:
                unsatisfied[j] = left = unsatisfied[j] - 1
                if not left and applies[j] == YES and begun[j] < 0:
                    fresh.append(j)
        person = crew[x][0]
        role = role_of[person]
        busy[role] += t - called[x]
        at_work[person] = False
        freed[person] = t
        if away_until[person] <= t:
            insort(idle[role], person)
            for line in lines_of_role[role]:
                if heaps[line]:
                    stirred.add(line)
        if ended_by[x]:
            run.look = True
            kernel.follow_end(x, t)
            run.follow(x)
            return
        if fresh:
            kernel.fresh = []
            for j in fresh:
                if usual[j] and came[j] < 0:
                    ready[j] = came[j] = t
                    cause[j] = x
                    queue(j)
                else:
                    run.make_ready(j, x)
        for j in due_users[x]:
            if not plain[j]:
                kernel.touched.append(j)
            elif queued[j] and j not in fresh:
                queue(j)
        if kernel.touched:
            run.follow(x)

    def queue(j: int) -> None:
        due, after, asked = known_dues[j]
        for of, ms in after:
            ended = ended_at[of]
            if 0 <= ended < due - ms:
                due = ended + ms
        for limit in asked:
            running = running_due(kernel, limits[limit])
            if running is not None and running < due:
                due = running
        due_of[j] = due
        queued[j] = True
        line = line_of[j]
        heappush(heaps[line], (due, order[j], j))
        if alone[line] < 0 or idle[alone[line]]:
            stirred.add(line)

    def serve(t: int) -> None:
        while stirred:
            best: tuple[int, int, int] | None = None
            of = -1
            for line in tuple(stirred):
                role, heap = alone[line], heaps[line]
                if role < 0 or idle[role]:
                    while heap:
                        head = heap[0]
                        due, _, x = head
                        if queued[x] and due_of[x] == due:
                            if best is None or head < best:
                                best, of = head, line
                            break
                        heappop(heap)
                    else:
                        stirred.discard(line)
                else:
                    stirred.discard(line)
            if best is None:
                return
            x = best[2]
            i = step_of[x]
            if applies[i] != YES or (unsatisfied[i] and begun[i] < 0) or (repeats[i] and not run.may_begin(x)):
                queued[x] = False
                run.current.pop(i, None)
            elif x == i and usual[x]:
                heap, role = heaps[of], alone[of]
                heappop(heap)
                call(x, role, t)
                if not heap or not idle[role]:
                    stirred.discard(of)
            elif (found := people.find(setup.places(of, kernel.values[LEVEL]), at_gate=at_gate[i])) is None:
                stirred.discard(of)
            else:
                call_others(x, found, t)

    def call(x: int, role: int, t: int) -> None:
        there = idle[role]
        person = there[0]
        away = at_gate[x] and not on_site[person]
        if away:
            for other in there:
                if on_site[other]:
                    person, away = other, False
                    break
        there.remove(person)
        at_work[person] = True
        queued[x] = False
        called[x] = t
        crew[x] = [person]
        before = last_task[person]
        last_task[person] = x
        if t > came[x]:
            waited[role] += t - came[x]
            cause[x] = before
        reaction = travel = 0
        if (before < 0 or freed[person] != t) and (source := reacts[role]) >= 0:
            row, column = draws[source], calls[role]
            reaction = row[column] if column < len(row) else run.draw(source, column)
            calls[role] = column + 1
        if away:
            if (source := travels[role]) >= 0:
                travel = draws[source][person - first_person[role]]
            if not travel and not reaction:
                world.arrived(person)
        reactions[x] = reaction
        if reaction or travel:
            event = Moment(x)
            event.callbacks = at_arrival
            schedule(event, ARRIVES + x, reaction + travel)
        else:
            begin(Moment(x), t)

    at_arrival: list[Callable[[Any], None]] = [arrived]
    at_end: list[Callable[[Any], None]] = [end]
    """SimPy only reads the lists: one does for all events."""
    return serve
