"""Process 1 of the container: gives each submission a slot, has its processes forked, watches over them and buries them.

It never reads a byte of a submission: Node's connections carry a fixed head, which is read here, and a job, which only the
process made for it reads. So what was handed in is never in the memory that the next submission is forked from.
"""

import collections
import json
import math
import mmap
import os
import signal
import socket
import struct
import time

from . import forker
from .descriptors import Descriptors
from .runs import Run

HEAD = struct.Struct(">QB7x")  # number of the run, number of the process: 0 the judge, 1 and up the learner's
GRACE = 3.0  # seconds the judge gets to finish its report after the learner's process has gone
END_IT = 0x80  # on the judge's desk: the low bits name a process to end, without this one to start


class Manager:
    def __init__(self, control, listener, slots, zygote):
        self.control = control
        self.listener = listener
        self.slots = slots
        self.zygote = zygote
        self.free = list(range(len(slots)))
        self.runs = {}
        self.line = []
        self.arrived = {}
        self.forkers = {}
        self.preparing = {}
        self.descriptors = Descriptors()
        self.rest = b""
        self.gone = collections.deque(maxlen=1024)  # runs whose connections may still come

    def serve(self):
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a forker ended, or an orphan
        self.descriptors.watch(self.control, self._order)
        self.descriptors.watch(self.listener.fileno(), self._accept)
        self._forker("")
        while True:
            self.descriptors.turn(self._patience())
            self._end_the_late()

    def say(self, **event):
        os.write(self.control, json.dumps(event).encode() + b"\n")

    # -- the clock -------------------------------------------------------------------------------------------------

    def _patience(self):
        deadlines = [run.deadline for run in self.runs.values() if run.deadline and run.why is None]
        return max(0, min(deadlines) - time.monotonic()) * 1000 + 1 if deadlines else None

    def _end_the_late(self):
        now = time.monotonic()
        for run in list(self.runs.values()):
            if run.deadline and run.why is None and now >= run.deadline:
                self._end(run, "wall")

    # -- Node ------------------------------------------------------------------------------------------------------

    def _order(self):
        data = os.read(self.control, 1 << 16)
        if not data:
            os._exit(0)  # Node is gone: as process 1 we take everything with us
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            order = json.loads(line)
            getattr(self, "_do_" + order["do"])(order)

    def _do_run(self, order):
        run = self.runs[order["id"]] = Run(order)
        for index, process in enumerate(run.processes):
            process.data = self.arrived.pop((run.number, index), None)
        self.line.append(run)
        self._start_waiting()

    def _do_begin(self, order):
        """A run that stands by gets its jobs: its clock starts."""
        run = self.runs.get(order["id"])
        if run:
            run.standby = False
            if run.started is not None:
                self._start_clock(run)

    def _do_prepare(self, order):
        self.preparing[order["id"]] = order
        self._begin_preparing(order["id"])

    def _do_forget(self, order):
        found = self.forkers.pop(order["key"], None)
        if found:
            found.leaving = True
            self._part(found)

    def _do_kill(self, order):
        run = self.runs.get(order["id"])
        if run in self.line:
            self.line.remove(run)
            self._finish(run, "killed")
        elif run and run.why is None:
            self._end(run, "killed")

    def _accept(self):
        connection, _ = self.listener.accept()
        self.descriptors.watch(connection.fileno(), lambda: self._greet(connection))

    def _greet(self, connection):
        waiting = connection.recv(HEAD.size, socket.MSG_PEEK)
        if 0 < len(waiting) < HEAD.size:
            return
        self.descriptors.forget(connection.fileno())
        if not waiting:
            connection.close()
            return
        number, index = HEAD.unpack(connection.recv(HEAD.size))
        run = self.runs.get(number)
        if number in self.gone:
            connection.close()
        elif run is None:
            self.arrived[number, index] = connection
            self._begin_preparing(number)
        elif index < len(run.processes) and run.processes[index].data is None:
            run.processes[index].data = connection
            self._start_waiting()
        else:
            connection.close()

    # -- forkers ---------------------------------------------------------------------------------------------------

    def _forker(self, key):
        found = self.forkers.get(key)
        if found is None:
            found = self.forkers[key] = forker.start(self.zygote, self.slots, key)
            self.descriptors.watch(found.sock.fileno(), lambda: self._report(found))
        return found

    def _begin_preparing(self, number):
        connection = self.arrived.get((number, 0))
        order = self.preparing.get(number)
        if connection is None or order is None:
            return
        del self.arrived[number, 0], self.preparing[number]
        self._do_forget(order)
        self._forker(order["key"]).send({"do": "prepare", "role": order["role"]}, connection)
        connection.close()

    def _part(self, found):
        """A forker that is not wanted any more goes when the last of its children is buried."""
        if not found.leaving:
            return
        if not any(process.alive and process.forker is found for run in self.runs.values() for process in run.processes):
            self.descriptors.forget(found.sock.fileno())
            found.sock.close()

    def _report(self, found):
        message = found.receive()
        if message is None:
            self._lost(found)
        elif "prepared" in message:
            self.say(event="prepared", key=found.key, **message)
        else:
            self._bury(self.runs[message["run"]], message["process"], message["report"])
            self._part(found)

    def _lost(self, found):
        """A forker died, and its children with it: that is ours, and their runs are done again."""
        self.descriptors.forget(found.sock.fileno())
        found.sock.close()
        if self.forkers.get(found.key) is found:
            del self.forkers[found.key]
            self.say(event="lost", key=found.key)
        for run in list(self.runs.values()):
            mine = [index for index, process in enumerate(run.processes) if process.alive and process.forker is found]
            if mine and run.why is None:
                run.why = "lost"
            for index in mine:
                self._bury(run, index, forker.LOST)

    # -- runs ------------------------------------------------------------------------------------------------------

    def _start_waiting(self):
        for run in list(self.line):
            if not self.free:
                return
            if all(process.data for process in run.processes):
                self.line.remove(run)
                self._start(run)

    def _start(self, run):
        run.slot = self.free.pop(0)
        self._start_clock(run)
        self.say(event="started", run=run.number)
        self.slots[run.slot].begin()
        # Shared by judge and manager only: the judge says whether it waits for the learner's process.
        shared = os.memfd_create("board")
        os.ftruncate(shared, mmap.PAGESIZE)
        run.board = mmap.mmap(shared, mmap.PAGESIZE)
        run.desk, desk = socket.socketpair()
        self.descriptors.watch(run.desk.fileno(), lambda: self._desk(run))
        pairs = [socket.socketpair() for _ in run.mates]
        for mate, (end, _) in zip(run.mates, pairs):
            mate.channel = end
        if run.mates:
            self._fork(run, 1)
        self._fork(run, 0, shared, desk.fileno(), *(end for _, end in pairs))
        os.close(shared)
        desk.close()
        for _, end in pairs:
            end.close()
        if run.why is not None:
            self._finish_if_empty(run)

    def _start_clock(self, run):
        run.started = time.monotonic()
        run.deadline = None if run.standby else run.started + run.limits["wallMs"] / 1000

    def _fork(self, run, index, *more):
        process = run.processes[index]
        process.asked = True
        order = {"do": "fork", "run": run.number, "process": index, "role": process.role, "slot": run.slot}
        order |= {"limits": run.limits, "grouped": bool(self.slots[run.slot].groups)}
        own = [end for end in (process.data, process.channel) if end is not None]
        if process.key in self.forkers or process.key == "":
            process.forker = self._forker(process.key)
            process.forker.send(order, *own, *more)
        else:
            run.why = run.why or "lost"
            process.report = dict(forker.LOST)
        process.close()

    def _desk(self, run):
        """The judge asks for another process of the learner's, or for the end of one."""
        byte = run.desk.recv(1)
        if not byte:
            self.descriptors.forget(run.desk.fileno())
            return
        index = byte[0] & ~END_IT
        if run.why is not None or not 1 <= index < len(run.processes):
            return
        if byte[0] & END_IT:
            self._kill(run, index)
        else:
            run.waiting.append(index)
            self._start_asked(run)

    def _start_asked(self, run):
        """The next one starts when those that were ended are gone: they share one allowance of memory."""
        if any(process.killed and process.alive for process in run.mates):
            return
        for index in run.waiting:
            if not run.processes[index].asked:
                self._fork(run, index)
        run.waiting.clear()

    def _bury(self, run, index, report):
        process = run.processes[index]
        group = self.slots[run.slot].measure("judge" if process.role == "judge" else "subject")
        peak = report["peakBytes"] if group["peak"] is None else group["peak"]
        process.report = {**report, "peakBytes": peak, "oom": group["oom"]}
        if run.why is None:
            if index == 0:
                self._end(run, "done")
                return
            if len(run.mates) == 1:
                run.deadline = min(run.deadline or math.inf, time.monotonic() + GRACE)
            self._start_asked(run)
        self._finish_if_empty(run)

    def _kill(self, run, index):
        process = run.processes[index]
        if process.alive and not process.killed:
            process.killed = True
            process.forker.send({"do": "kill", "run": run.number, "process": index})

    def _end(self, run, why):
        run.why = why
        # Before anybody is killed: a judge that sees the learner's process go is no longer waiting for it.
        run.serving = bool(run.board[0])
        for index in range(len(run.processes)):
            self._kill(run, index)
        self._finish_if_empty(run)

    def _finish_if_empty(self, run):
        if run.why == "lost":
            for index in range(len(run.processes)):
                self._kill(run, index)
        if not any(process.alive for process in run.processes):
            self._finish(run, run.why)

    def _finish(self, run, why):
        del self.runs[run.number]
        self.gone.append(run.number)
        for process in run.processes:
            process.close()
        event = {"event": "end", "run": run.number, "why": why, "serving": False, "wallMs": 0}
        if run.started is not None:
            event["wallMs"] = (time.monotonic() - run.started) * 1000
            event["serving"] = run.serving
            run.board.close()
            self.descriptors.forget(run.desk.fileno())
            run.desk.close()
            self.free.append(run.slot)
        event["lead"] = run.lead.report
        event["mates"] = [mate.report for mate in run.mates]
        self.say(**event)
        self._start_waiting()
