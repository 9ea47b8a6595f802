"""Process 1 of a room: starts the learner's programs, watches them, and ends what is left of them before anything is
looked at. It reads bytes from pipes and states of processes, and runs nothing foreign itself."""

import json
import os
import resource
import select
import signal
import time
import traceback

from engine import kernel, selfcheck, workshop_cage
from engine.channel import Channel, ChannelClosed
from engine.files import BadPath
from engine.root import BOX

from . import hands

HEAD = TAIL = 32 * 1024  # of each stream, what is kept of more than that
PIPE = 64 * 1024
ANSWER = 4 * 1024 * 1024
HAND_SECONDS = 20
ENVIRONMENT = {
    "HOME": f"{BOX}/home",
    "LANG": "C.UTF-8",
    "LOGNAME": "learner",
    "PATH": "/runtime/bin:/usr/bin:/bin",
    "PYTHONHASHSEED": "0",
    "SHELL": "/bin/bash",
    "TERM": "dumb",
    "TMPDIR": f"{BOX}/tmp",
    "USER": "learner",
}


class Spoiled(Exception):
    """The learner's programs have made something of their folders that cannot be worked with."""


class Stream:
    """One pipe of a program: its beginning and its end are kept, all of it is counted."""

    def __init__(self):
        self.end, self.program_end = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        os.set_blocking(self.program_end, True)
        self.head, self.tail, self.size = b"", b"", 0
        self.open = True

    def take(self):
        try:
            data = os.read(self.end, PIPE)
        except BlockingIOError:
            return
        if not data:
            self.open = False
            return
        self.size += len(data)
        room = HEAD - len(self.head)
        self.head += data[:room] if room > 0 else b""
        self.tail = (self.tail + data[max(room, 0) :])[-TAIL:]

    def text(self):
        gap = b"\n[...]\n" if self.size > HEAD + TAIL else b""
        return (self.head + gap + self.tail).decode("utf-8", "replace")

    def drain(self):
        """When no program is left, what is in the pipe is all there will be."""
        while self.open:
            before = self.size
            self.take()
            if self.size == before:
                break


class Room:
    def __init__(self, terms, channel):
        self.terms = terms
        self.channel = channel
        self.pid = self.ended = None  # the program that runs, or ran last, and its status when it has ended

    def serve(self):
        while True:
            try:
                request = self.channel.receive()
            except ChannelClosed:
                return
            self.channel.send(self.answer(request))

    def answer(self, request):
        operation = getattr(self, "op_" + request.pop("op"))
        try:
            return {"value": operation(**request)}
        except BlockingIOError:  # the limit of tasks, reached by what runs in other rooms
            return {"limit": "processes", "detail": "programs of yours have used up all processes"}
        except Spoiled as error:
            return {"spoiled": str(error)}
        except Exception as error:
            return {"fault": f"{type(error).__name__}: {error}"}

    # -- by hands --------------------------------------------------------------------------------------------------

    def op_prove(self):
        return self.by_hand(lambda kept: selfcheck.verify_program(self.terms, kept))

    def op_write(self, files, folder, executable=()):
        def write(_):
            hands.prepare()
            hands.write(files, folder, set(executable))

        return self.by_hand(write)

    def op_tree(self, folder):
        return self.by_hand(lambda _: hands.tree(folder))

    def op_read(self, folder, prefix):
        return self.by_hand(lambda _: hands.read(folder, prefix))

    def by_hand(self, act):
        """In a process with the learner's rights; only its answer comes back."""
        ours, theirs = os.pipe2(os.O_CLOEXEC)
        pid = os.fork()
        if pid == 0:
            self._hand(act, theirs)
        os.close(theirs)
        data, deadline = b"", time.monotonic() + HAND_SECONDS
        while len(data) <= ANSWER:
            if not select.select([ours], [], [], max(0, deadline - time.monotonic()))[0]:
                break
            part = os.read(ours, PIPE)
            if not part:
                break
            data += part
        os.close(ours)
        self._end_all()
        answer = json.loads(data or b"{}")
        if "refused" in answer and self.pid:
            raise Spoiled(answer["refused"])
        if "value" not in answer:
            raise RuntimeError(answer)
        return answer["value"]

    def _hand(self, act, out):
        try:
            kept = {0, 1, 2, out}
            workshop_cage.become_learner(self.terms, kept)
            answer = {"value": act(kept)}
        except (OSError, BadPath) as error:  # names may come from another room
            answer = {"refused": str(error)[:500]}
        except BaseException as error:
            answer = {"fault": f"{type(error).__name__}: {error}"}
        try:
            data = json.dumps(answer).encode()
            while data:
                data = data[os.write(out, data) :]
        finally:
            os._exit(0)

    # -- programs --------------------------------------------------------------------------------------------------

    def op_run(self, argv, cwd, env, stdin, seconds, joined, flood):
        """Start a program, wait for it, end whatever it left running, and say what was seen."""
        began = time.monotonic()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        streams = [Stream()] if joined else [Stream(), Stream()]
        self.ended = None
        self.pid = os.fork()
        if self.pid == 0:
            self._start(argv, cwd, ENVIRONMENT | env, stdin, streams)
        for stream in streams:
            os.close(stream.program_end)
        killed = self._watch(streams, began + seconds, flood)
        took = time.monotonic() - began
        left = self._end_all() - (killed is not None)
        for stream in streams:
            stream.drain()
            os.close(stream.end)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        code = os.waitstatus_to_exitcode(self.ended)
        return {
            "exit": code if code >= 0 else None,
            "signal": -code if code < 0 else None,
            "killed": killed,
            "left": left,
            "stdout": streams[0].text(),
            "stderr": streams[-1].text() if not joined else "",
            "ms": took * 1000,
            "cpuMs": (after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime) * 1000,
        }

    def _start(self, argv, cwd, environment, stdin, streams):
        try:
            os.dup2(self._input(stdin), 0)
            os.dup2(streams[0].program_end, 1)
            os.dup2(streams[-1].program_end, 2)
            workshop_cage.become_learner(self.terms, {0, 1, 2})
            os.chdir(cwd)
            os.execvpe(argv[0], argv, environment)
        except BaseException as error:
            os.write(2, f"{argv[0]}: {getattr(error, 'strerror', None) or error}\n".encode())
        finally:
            os._exit(127)

    @staticmethod
    def _input(text):
        if not text:
            return os.open("/dev/null", os.O_RDONLY)
        ours, theirs = os.pipe2(os.O_CLOEXEC)
        os.set_blocking(theirs, False)
        os.write(theirs, text.encode()[:PIPE])  # what a pipe holds: nobody has to wait for a reader
        os.close(theirs)
        return ours

    def _watch(self, streams, deadline, flood):
        """Until the program has ended; why it was not waited for longer, or None."""
        poll = select.poll()
        ending = os.pidfd_open(self.pid)
        poll.register(ending, select.POLLIN)
        by_number = {stream.end: stream for stream in streams}
        for number in by_number:
            poll.register(number, select.POLLIN)
        try:
            while self.ended is None:
                left = deadline - time.monotonic()
                if left <= 0:
                    return "time"
                for number, _ in poll.poll(min(left, 0.2) * 1000 + 1):
                    stream = by_number.get(number)
                    if stream:
                        stream.take()
                        if not stream.open:
                            poll.unregister(number)
                if sum(stream.size for stream in streams) > flood:
                    return "output"
                self._reap()
            return None
        finally:
            os.close(ending)

    def _reap(self, flags=os.WNOHANG):
        """Bury who has ended, orphans too; with other flags, everybody. Returns how many had been killed."""
        killed = 0
        while True:
            try:
                pid, status = os.waitpid(-1, flags)
            except ChildProcessError:
                return killed
            if pid == 0:
                return killed
            if pid == self.pid:
                self.ended = status
            killed += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL

    def _end_all(self):
        """End every other process of this namespace; how many there were. A fork that is under way fails once the signal
        has come, so none escapes."""
        try:
            os.kill(-1, signal.SIGKILL)
        except ProcessLookupError:
            pass
        return self._reap(0)


def main(terms, sock):
    code = 1
    try:
        channel = Channel(sock)
        workshop_cage.enter_room(terms, {0, 1, 2, sock.fileno()})
        kernel.die_with_parent()
        Room(terms, channel).serve()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
