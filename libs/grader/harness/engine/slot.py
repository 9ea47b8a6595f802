"""One place where submissions run, one after the other. It forks the two children and never reads a byte of theirs."""

import json
import mmap
import os
import select
import signal
import socket
import time

from . import child, kernel

GRACE = 3.0  # seconds the judge gets to finish its report after the subject has gone


class Slot:
    """`control` talks to Node; descriptors 1 and 4 to 6 belong to the one submission of a cold start."""

    def __init__(self, control, groups, identity, mode, without):
        self.control = control
        self.groups = groups
        self.identity = identity
        self.mode = mode
        self.without = without
        self.limits = None
        self.served = False

    def announce(self, **facts):
        self.limits = None
        self._say(event="ready", mode=self.mode, without=self.without, **facts)

    def serve(self):
        """Run one submission; False when there will be no other."""
        if self.served:
            return False
        self.served = True
        self.limits = json.loads(self._line())
        self.run({"output": 1, "subject": 4, "judge": 5, "results": 6})
        return False

    def run(self, ends):
        started = time.monotonic()
        subject_end, judge_end = socket.socketpair()
        for group in (self.groups or {}).values():
            group.start()
        self.own_space = os.pidfd_open(os.getpid())
        subject = self._fork("subject", ends, subject_end, None)
        subject_end.close()
        # Shared by slot and judge only: made after the subject was forked, so the subject does not have it.
        board = mmap.mmap(-1, mmap.PAGESIZE)
        judge = self._fork("judge", ends, judge_end, board)
        judge_end.close()
        self.early = set()
        why = self._watch(subject, judge, started + self.limits["wallMs"] / 1000)
        report = {name: self._bury(name, pid) for name, pid in (("judge", judge), ("subject", subject))}
        self._say(event="end", why=why, serving=bool(board[0]), wallMs=(time.monotonic() - started) * 1000, **report)
        board.close()
        os.close(self.own_space)

    def _fork(self, role, ends, sock, board):
        kernel.unshare(kernel.CLONE_NEWPID)
        pid = os.fork()
        if pid == 0:
            child.main(role, self, ends, sock, board)
        if kernel.libc.setns(self.own_space, kernel.CLONE_NEWPID) != 0:
            raise OSError("setns back into the own pid namespace")
        return pid

    def _watch(self, subject, judge, deadline):
        """Wait for the judge to end; returns why the run ended."""
        watched = {os.pidfd_open(subject): "subject", os.pidfd_open(judge): "judge", self.control: "control"}
        poll = select.poll()
        for descriptor in watched:
            poll.register(descriptor, select.POLLIN)
        why = None
        try:
            while why is None:
                left = deadline - time.monotonic()
                if left <= 0:
                    why = "wall"
                    break
                for descriptor, _ in poll.poll(max(1, left * 1000)):
                    who = watched[descriptor]
                    if who != "control":
                        self.early.add(who)
                    if who == "judge":
                        why = "done"
                    elif who == "control":
                        why = self._ordered()
                    elif why is None:
                        poll.unregister(descriptor)
                        deadline = min(deadline, time.monotonic() + GRACE)
        finally:
            for descriptor in watched:
                if descriptor != self.control:
                    os.close(descriptor)
        for pid in (subject, judge):
            os.kill(pid, signal.SIGKILL)
        return why

    def _ordered(self):
        if not os.read(self.control, 64):
            os._exit(0)  # Node is gone: as process 1 we take everything with us
        return "killed"

    def _bury(self, name, pid):
        _, status, usage = os.wait4(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        measured = self.groups[name].measure() if self.groups else {"peak": None, "oom": False}
        return {
            "exit": code if code >= 0 else None,
            "signal": -code if code < 0 else None,
            "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000,
            "peakBytes": measured["peak"] if measured["peak"] is not None else usage.ru_maxrss * 1024,
            "oom": measured["oom"],
            "early": name in self.early,  # it ended before we ended it
        }

    def _line(self):
        data = b""
        while not data.endswith(b"\n"):
            part = os.read(self.control, 1)
            if not part:
                os._exit(0)
            data += part
        return data

    def _say(self, **event):
        os.write(self.control, json.dumps(event).encode() + b"\n")
