"""A single-use child: confine, prove the cage, read the job, hand over to the exercise's kind. Never returns."""

import importlib
import os
import random
import socket
import sys
import traceback

from workshop import warden

from . import cage, fence, files, kernel, selfcheck, workshop_cage
from .channel import JOB_CAP, Channel

CHANNEL, DATA, BOARD, DESK, CHANNELS = 3, 4, 5, 6, 10
CAGE_FAILED = 90
CAGED = {"caged": True}


def main(order, slot, identity, ends):
    role = order["role"]
    try:
        slot.join("judge" if role == "judge" else "subject")
        kernel.die_with_parent()
        kept = arrange(role, ends)
        if role == "workshop":
            own = identity.of(role, slot.number)
            warden.confine(workshop_cage.Terms(identity, own, order["limits"], order["grouped"]), kept)
        else:
            confine, verify = (cage.confine, selfcheck.verify) if identity.namespaces else (fence.confine, fence.verify)
            confine(role, identity, slot.number, order["limits"], kept, order["grouped"])
            verify(role, identity, slot.number, kept)
    except BaseException as error:
        os.write(2, f"{role}: the cage could not be closed: {type(error).__name__}: {error}\n".encode())
        os._exit(CAGE_FAILED)
    run(role, kept)


def arrange(role, ends):
    """Put this child's descriptors into the first numbers. What the learner's code prints goes where its job came from;
    the judge's own words are part of its report. Practice has a report only."""
    if role == "practice":
        wanted = {DATA: ends[0]}
    elif role == "judge":
        data, board, desk, *channels = ends
        wanted = {DATA: data, BOARD: board, DESK: desk}
        wanted |= {CHANNELS + number: channel for number, channel in enumerate(channels)}
    else:
        data, channel = ends
        wanted = {1: data, 2: data, CHANNEL: channel, DATA: data}
    null = os.open("/dev/null", os.O_RDWR)
    wanted = {0: null, 1: null, **wanted}
    if role == "practice":
        wanted[2] = null
    high = {number: os.dup2(descriptor, 400 + number, inheritable=False) for number, descriptor in wanted.items()}
    for number, descriptor in high.items():
        os.dup2(descriptor, number)
    return {2, *wanted}


def run(role, kept):
    code = 1
    try:
        files.forget()
        data = socket.socket(fileno=DATA)
        job = Channel(data).receive(JOB_CAP)
        random.seed(job["seed"])
        files.prepare()
        kind = importlib.import_module("kinds").load(job["kind"])
        if role == "judge":
            from judge.desk import Desk

            kind.judge(job, Desk(data, BOARD, DESK, sorted(number for number in kept if number >= CHANNELS)))
        elif role == "practice":
            from judge.records import Diagnostics, Records

            records = Records(data)
            sys.stdout = sys.stderr = Diagnostics(records)
            records.say("caged")
            kind.practice(job, records)
            records.say("end")
        else:
            data.close()
            channel = Channel(socket.socket(fileno=CHANNEL))
            channel.send(CAGED)  # before foreign code runs, so an exit code that looks like ours is the learner's
            getattr(kind, role)(job, channel)
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
