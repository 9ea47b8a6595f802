"""Process 1 of a workshop: makes rooms and carries the judge's requests to them. A room is a fresh copy of everything a
program can leave traces in: files, home, processes. So nothing that ran in one is known in another."""

import os
import select
import signal
import socket

from engine import kernel, tools_root, workshop_cage
from engine.channel import Channel, ChannelClosed

from . import room


class Warden:
    def __init__(self, terms):
        self.terms = terms
        self.own_space = os.pidfd_open(os.getpid())
        self.rooms = {}
        self.proved = None

    def prove(self):
        """Has a room's cage tried by somebody with the rights of the learner's programs, before there are any."""
        self.proved = self._make()
        channel = self.proved[1]
        channel.send({"op": "prove"})
        answer = channel.receive()
        if "value" not in answer:
            raise OSError(answer.get("fault", "a room has no answer"))

    def serve(self, channel):
        """One answer for each request, so that neither side ever waits for the other to read."""
        while True:
            try:
                request = channel.receive()
            except ChannelClosed:
                return
            channel.send(getattr(self, "_" + request.pop("do"))(**request))

    def _programs(self):
        return {"value": tools_root.programs()}

    def _ask(self, room, request):
        if room not in self.rooms:
            self.rooms[room], self.proved = self.proved or self._make(), None
        try:
            self.rooms[room][1].send(request)
        except (ChannelClosed, OSError):
            pass  # its end is told to who waits for the answer
        return {}

    def _wait(self, rooms):
        """The answer of the first of these rooms that has one."""
        sockets = {self.rooms[number][1].sock: number for number in rooms}
        ready = select.select(list(sockets), [], [])[0][0]
        number = sockets[ready]
        try:
            return {"room": number, **self.rooms[number][1].receive()}
        except ChannelClosed:
            return {"room": number, "gone": True}

    def _close(self, room):
        pid, channel = self.rooms.pop(room)
        os.kill(pid, signal.SIGKILL)  # as process 1 it takes everything in it along
        os.waitpid(pid, 0)
        channel.sock.close()
        return {}

    def _make(self):
        ours, theirs = socket.socketpair()
        kernel.unshare(kernel.CLONE_NEWPID)
        pid = os.fork()
        if pid == 0:
            room.main(self.terms, theirs)
        theirs.close()
        if kernel.libc.setns(self.own_space, kernel.CLONE_NEWPID) != 0:
            raise OSError("setns back into the own pid namespace")
        return pid, Channel(ours)


_warden = None


def confine(terms, kept):
    """Close the cage and have it tried, before anything is read."""
    global _warden
    workshop_cage.confine(terms, kept)
    _warden = Warden(terms)
    _warden.prove()


def serve(job, channel):
    """The learner's half of every kind that works in a workshop; what is done in it is the judge's choice."""
    _warden.serve(channel)
