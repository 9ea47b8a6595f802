"""The manager's bookkeeping, with forkers that only take note of what they are asked."""

import json
import os
import socket
import unittest

from . import support  # noqa: F401
from engine.descriptors import Descriptors
from engine.forker import LOST
from engine.manager import END_IT, Manager
from engine.slot import Slot

GONE = {"exit": 0, "signal": None, "cpuMs": 1, "peakBytes": 1, "early": True}
LIMITS = {"wallMs": 60_000}


class Noted:
    def __init__(self, key):
        self.key = key
        self.orders = []
        self.leaving = False
        self.sock = socket.socketpair()[0]

    def send(self, order, *ends):
        self.orders.append(order)

    def receive(self):
        return self.told


class Bookkeeping(unittest.TestCase):
    def setUp(self):
        self.said, control = os.pipe()
        self.manager = Manager(control, None, [Slot(0, None)], None)
        self.forker = Noted("")
        self.manager.forkers[""] = self.forker

    def run_of(self, number, mates=1, **more):
        order = {"id": number, "lead": {"role": "judge", "key": ""}, "limits": LIMITS, **more}
        order["mates"] = [{"role": "subject", "key": ""}] * mates
        self.manager._do_run(order)
        run = self.manager.runs[number]
        for process in run.processes:
            process.data = socket.socketpair()[0]
        self.manager._start_waiting()
        return run

    def events(self):
        return [json.loads(line) for line in os.read(self.said, 65_536).splitlines()]

    def asked(self, what):
        return [(order["run"], order["process"]) for order in self.forker.orders if order["do"] == what]

    def test_whom_the_judge_was_waiting_for_is_noted_before_anybody_is_killed(self):
        run = self.run_of(1)
        run.board[0] = 1
        self.manager._end(run, "wall")
        run.board[0] = 0  # the judge saw the learner's process go and gave up waiting
        self.manager._bury(run, 1, GONE)
        self.manager._bury(run, 0, GONE)
        self.assertTrue(self.events()[-1]["serving"])

    def test_a_run_without_a_free_slot_waits_for_the_one_before(self):
        first = self.run_of(1)
        self.run_of(2)
        self.assertEqual(self.asked("fork"), [(1, 1), (1, 0)])
        self.manager._bury(first, 0, GONE)
        self.manager._bury(first, 1, GONE)
        self.assertEqual(self.asked("fork"), [(1, 1), (1, 0), (2, 1), (2, 0)])

    def test_the_next_process_starts_when_the_one_before_it_is_buried(self):
        run = self.run_of(1, mates=3)
        self.assertEqual(self.asked("fork"), [(1, 1), (1, 0)])
        self.desk(run, END_IT | 1, 2)
        self.assertEqual(self.asked("kill"), [(1, 1)])
        self.assertNotIn((1, 2), self.asked("fork"))
        self.manager._bury(run, 1, GONE)
        self.assertEqual(self.asked("fork")[-1], (1, 2))

    def test_a_judge_can_ask_for_processes_of_its_own_run_only_and_once(self):
        run = self.run_of(1, mates=2)
        self.desk(run, 2, 2, 0, 3, END_IT | 0, END_IT | 7)
        self.assertEqual(self.asked("fork"), [(1, 1), (1, 0), (1, 2)])
        self.assertEqual(self.asked("kill"), [])

    def test_a_lost_forker_ends_its_runs_as_our_fault(self):
        run = self.run_of(1)
        self.manager._bury(run, 1, LOST)
        run.why = "lost"
        self.manager._bury(run, 0, LOST)
        end = self.events()[-1]
        self.assertEqual((end["why"], end["lead"]["lost"]), ("lost", True))
        self.assertEqual(self.manager.free, [0])

    def test_a_forker_that_is_forgotten_stays_until_its_children_are_buried(self):
        run = self.run_of(1)
        self.manager._do_forget({"key": ""})
        self.assertNotEqual(self.forker.sock.fileno(), -1)
        self.manager._end(run, "wall")
        self.assertEqual(self.asked("kill"), [(1, 0), (1, 1)])
        for process in (0, 1):
            self.forker.told = {"run": 1, "process": process, "report": GONE}
            self.manager._report(self.forker)
        self.assertEqual(self.forker.sock.fileno(), -1)
        self.assertEqual(self.events()[-1]["event"], "end")

    def test_the_clock_of_a_run_that_stands_by_starts_when_it_begins(self):
        run = self.run_of(1, standby=True)
        self.assertEqual((run.deadline, self.manager._patience()), (None, None))
        made = run.started
        self.manager._do_begin({"id": 1})
        self.assertGreater(run.started, made)
        self.assertEqual(run.deadline, run.started + LIMITS["wallMs"] / 1000)

    def test_a_run_that_begins_before_it_has_a_slot_has_the_clock_of_every_other(self):
        first = self.run_of(1)
        second = self.run_of(2, standby=True)
        self.manager._do_begin({"id": 2})
        self.assertIsNone(second.deadline)
        for process in (0, 1):
            self.manager._bury(first, process, GONE)
        self.assertEqual(second.deadline, second.started + LIMITS["wallMs"] / 1000)

    def test_a_run_that_ended_while_it_stood_by_does_not_begin(self):
        run = self.run_of(1, standby=True)
        for process in (1, 0):
            self.manager._bury(run, process, GONE)
        self.manager._do_begin({"id": 1})
        self.assertEqual((self.events()[-1]["event"], self.manager.free), ("end", [0]))

    def desk(self, run, *numbers):
        ours, theirs = socket.socketpair()
        run.desk = ours
        for number in numbers:
            theirs.send(bytes([number]))
            self.manager._desk(run)


class Turns(unittest.TestCase):
    def test_a_number_that_was_closed_and_opened_again_has_nothing_to_read_yet(self):
        descriptors, called = Descriptors(), []
        (first, one), (second, two) = socket.socketpair(), socket.socketpair()
        ends = [first, second, one, two]
        self.addCleanup(lambda: [end.close() for end in ends])

        def replace(other, mine):
            """The end of a run and the start of the next: its desk may get the number of the other's."""
            called.append(mine)
            descriptors.forget(other.fileno())
            fresh, peer = socket.socketpair()
            ends.extend((fresh, peer))
            os.dup2(fresh.fileno(), other.fileno())
            descriptors.watch(other.fileno(), lambda: called.append("fresh"))

        descriptors.watch(first.fileno(), lambda: replace(second, "first"))
        descriptors.watch(second.fileno(), lambda: replace(first, "second"))
        one.send(b"x")
        two.send(b"x")
        descriptors.turn(1000)
        self.assertEqual(len(called), 1)
        descriptors.turn(0)
        self.assertEqual(called.count("fresh"), 0)


if __name__ == "__main__":
    unittest.main()
