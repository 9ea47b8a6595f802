"""A single-use child: confine, prove the cage, read the job, hand over to the exercise's kind. Never returns."""

import os
import random
import socket
import sys
import traceback

from . import cage, files, kernel, selfcheck
from .channel import Channel

CHANNEL, INPUT, RESULTS = 3, 4, 5
CAGE_FAILED = 90
CAGED = {"caged": True}


def main(role, slot, ends, sock, board):
    try:
        if slot.groups:
            slot.groups[role].join()
        kernel.die_with_parent()
        kept = arrange(role, ends, sock)
        cage.confine(role, slot.identity, slot.limits, kept, bool(slot.groups))
        selfcheck.verify(role, slot.identity, kept)
    except BaseException as error:
        os.write(2, f"{role}: the cage could not be closed: {type(error).__name__}: {error}\n".encode())
        os._exit(CAGE_FAILED)
    run(role, slot, board)


def arrange(role, ends, sock):
    """Put this child's descriptors into the first numbers. The subject's output and errors go to one pipe."""
    wanted = {CHANNEL: sock.fileno(), INPUT: ends[role]}
    if role == "subject":
        wanted |= {1: ends["output"], 2: ends["output"]}
    else:
        wanted |= {1: 2, RESULTS: ends["results"]}
    high = {number: os.dup2(descriptor, 200 + number, inheritable=False) for number, descriptor in wanted.items()}
    null = os.open("/dev/null", os.O_RDONLY)
    os.dup2(null, 0)
    for number, descriptor in high.items():
        os.dup2(descriptor, number)
    return {0, 1, 2, *wanted}


def run(role, slot, board):
    code = 1
    try:
        job = Channel(socket.socket(fileno=INPUT)).receive()
        random.seed(job["seed"])
        files.prepare()
        channel = Channel(socket.socket(fileno=CHANNEL))
        if role == "subject":
            channel.send(CAGED)  # before foreign code runs, so an exit code that looks like ours is the learner's
        import kinds

        kind = kinds.load(job["kind"])
        if role == "subject":
            kind.subject(job, channel)
        else:
            kind.judge(job, channel, RESULTS, board)
        code = 0
    except BaseException:
        # What the subject raises here ended its service; the judge sees the closed channel and says so.
        if role == "judge":
            traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
