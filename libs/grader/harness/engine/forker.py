"""A warm process that children are forked from: bare, or with what is public of one exercise, or with its hidden checks.

One image never holds both halves of an exercise. It confines nobody and is confined by nobody but the container; what a
child needs before foreign code runs in it is in `child`.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import traceback

from . import kernel
from .channel import Channel
from .child import main

LOST = {"exit": None, "signal": None, "cpuMs": 0, "peakBytes": 0, "lost": True}
MESSAGE, DESCRIPTORS = 16_384, 64


class Forker:
    """The manager's end."""

    def __init__(self, key, sock):
        self.key = key
        self.sock = sock
        self.leaving = False

    def send(self, order, *ends):
        descriptors = [end if isinstance(end, int) else end.fileno() for end in ends]
        try:
            socket.send_fds(self.sock, [json.dumps(order).encode()], descriptors)
        except (BrokenPipeError, ConnectionResetError):
            pass  # its end is noticed, with everything it left undone

    def receive(self):
        try:
            data = self.sock.recv(MESSAGE)
        except ConnectionResetError:
            return None
        return json.loads(data) if data else None


def start(zygote, slots, key):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    pid = os.fork()
    if pid == 0:
        try:
            kernel.die_with_parent()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            kept = {2, theirs.fileno(), *(number for slot in slots for number in slot.descriptors())}
            kernel.close_all_but(kept)
            os.open("/dev/null", os.O_RDONLY)
            Nursery(theirs, zygote, slots).serve()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(1)
    theirs.close()
    return Forker(key, ours)


class Child:
    def __init__(self, pid, run, process):
        self.pid = pid
        self.run = run
        self.process = process
        self.killed = False


class Nursery:
    """The forker's own end: forks on order, and tells how each child ended."""

    def __init__(self, sock, zygote, slots):
        self.sock = sock
        self.zygote = zygote
        self.slots = slots
        self.children = {}
        self.own_space = os.pidfd_open(os.getpid())
        self.open = True

    def serve(self):
        while self.open or self.children:
            poll = select.poll()
            if self.open:
                poll.register(self.sock.fileno(), select.POLLIN)
            for descriptor in self.children:
                poll.register(descriptor, select.POLLIN)
            for descriptor, _ in poll.poll():
                if descriptor in self.children:
                    self._bury(descriptor)
                else:
                    self._order()
        os._exit(0)

    def _order(self):
        data, ends, _, _ = socket.recv_fds(self.sock, MESSAGE, DESCRIPTORS)
        if not data:
            self.open = False  # nobody asks for another child
            return
        order = json.loads(data)
        if order["do"] == "fork":
            self._fork(order, ends)
        elif order["do"] == "kill":
            self._kill(order["run"], order["process"])
        else:
            self._prepare(order, ends[0])
            return
        for end in ends:
            os.close(end)

    def _fork(self, order, ends):
        spaces = self.zygote.identity.namespaces
        if spaces:
            kernel.unshare(kernel.CLONE_NEWPID)
        pid = os.fork()
        if pid == 0:
            main(order, self.slots[order["slot"]], self.zygote.identity, ends)
        if spaces and kernel.libc.setns(self.own_space, kernel.CLONE_NEWPID) != 0:
            raise OSError("setns back into the own pid namespace")
        self.children[os.pidfd_open(pid)] = Child(pid, order["run"], order["process"])

    def _kill(self, run, process):
        for descriptor, child in self.children.items():
            if (child.run, child.process) == (run, process) and not select.select([descriptor], [], [], 0)[0]:
                child.killed = True
                os.kill(child.pid, signal.SIGKILL)

    def _bury(self, descriptor):
        child = self.children.pop(descriptor)
        os.close(descriptor)
        overfull = self.zygote.identity.overfull(child.pid)
        _, status, usage = os.wait4(child.pid, 0)  # returns when its whole pid namespace is gone
        code = os.waitstatus_to_exitcode(status)
        report = {
            "exit": code if code >= 0 else None,
            "signal": -code if code < 0 else None,
            "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000,
            "peakBytes": usage.ru_maxrss * 1024,
            "overfull": overfull,
            "early": not child.killed,  # it ended before we ended it
        }
        self._say(run=child.run, process=child.process, report=report)

    def _prepare(self, order, data):
        """Load what every child would load for itself. A failure is told; the checks then run without preparation."""
        connection = socket.socket(fileno=data)
        reply = {"prepared": True, "why": "", "ground": None}
        try:
            material = Channel(connection).receive()
            private_box()
            kind = importlib.import_module("kinds").load(material["kind"])
            reply["ground"] = getattr(kind, f"prepare_{order['role']}")(material)
        except (Exception, SystemExit) as error:
            reply |= {"prepared": False, "why": f"{type(error).__name__}: {error}"[:500]}
        connection.close()
        gc.collect()
        gc.freeze()
        self._say(**reply)
        if not reply["prepared"]:
            os._exit(0)

    def _say(self, **message):
        try:
            self.sock.send(json.dumps(message).encode())
        except (BrokenPipeError, ConnectionResetError):
            os._exit(0)


def private_box():
    """Files to load from, seen by this process alone; each child covers them with a box of its own."""
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    kernel.mount("box", "/box", "tmpfs", flags, "size=32m,nr_inodes=4000,mode=0755")
