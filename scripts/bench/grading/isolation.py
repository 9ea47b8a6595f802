"""What the cage costs: children of a warm process that end at once, with and without it, one after the other.

Run as `python -s -S isolation.py HARNESS SITE ROUNDS`; prints {"plain": [...], "caged": [...], "check": [...]} in milliseconds,
each from before the fork until the child is buried. It uses the engine's own modules, and the engine knows nothing of it.
"""

import json
import os
import socket
import sys
import time

HARNESS, SITE, ROUNDS = sys.argv[1], sys.argv[2], int(sys.argv[3])
sys.path.insert(0, HARNESS)

from engine import cage, cgroups, child, container, kernel, selfcheck, tools_root, zygote
from engine.root import HARNESS as INSIDE_HARNESS, SITE as INSIDE_SITE, Root
from engine.slot import Slot

LIMITS = {"cpuMs": 10_000, "diskBytes": 32 << 20, "memoryBytes": 256 << 20, "processes": 40}


def plain():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def caged(identity, slot, own_space, report):
    ends = socket.socketpair(), socket.socketpair()
    kernel.unshare(kernel.CLONE_NEWPID)
    pid = os.fork()
    if pid == 0:
        try:
            slot.join("subject")
            kernel.die_with_parent()
            kept = child.arrange("subject", [pair[1].fileno() for pair in ends])
            cage.confine("subject", identity, slot.number, LIMITS, kept, bool(slot.groups))
            began = time.monotonic()
            selfcheck.verify("subject", identity, slot.number, kept)
            os.write(1, json.dumps((time.monotonic() - began) * 1000).encode())
            os._exit(0)
        except BaseException as error:
            os.write(1, f"{type(error).__name__}: {error}".encode())
            os._exit(1)
    if kernel.libc.setns(own_space, kernel.CLONE_NEWPID) != 0:
        raise OSError("setns back into the own pid namespace")
    _, status = os.waitpid(pid, 0)
    said = ends[0][0].recv(500).decode()
    for pair in ends:
        for end in pair:
            end.close()
    if status:
        raise RuntimeError(f"the cage did not close: {said}")
    report.append(float(said))


def measure(identity, groups, out):
    sys.path[:] = [INSIDE_SITE, INSIDE_HARNESS, *(path for path in sys.path if os.path.isdir(path) and path != INSIDE_HARNESS)]
    sys.modules["engine"].__path__[:] = [f"{INSIDE_HARNESS}/engine"]
    zygote.warm()
    slot = Slot(0, groups[0] if groups else None)
    own_space = os.pidfd_open(os.getpid())
    found = {"plain": [], "caged": [], "check": []}
    for _ in range(ROUNDS):
        for name, work in (("plain", plain), ("caged", lambda: caged(identity, slot, own_space, found["check"]))):
            began = time.monotonic()
            work()
            found[name].append((time.monotonic() - began) * 1000)
    os.write(out, json.dumps(found).encode())


def main():
    groups, _ = cgroups.make(LIMITS["memoryBytes"], LIMITS["processes"], 1)
    out = os.dup(1)
    try:
        root = Root(SITE, HARNESS)
        tools_root.plan(root, {})
        return container.wait(container.start(root, lambda identity: measure(identity, groups, out), print))
    finally:
        for pair in groups or []:
            for group in pair.values():
                group.remove()


sys.exit(main())
