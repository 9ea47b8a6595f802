"""Entry point: makes the outer container, warms the zygote in it, and stays outside to clean up.

Started as `python -I -S launch.py` by Node with these descriptors: 2 diagnostics, 3 control (JSON lines: the settings,
then orders in and events out). Jobs, reports and output come and go over connections to the socket that the settings name.
"""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
# Every child has these: what a learner's project would have there, and no path of this machine.
sys.argv[:] = ["manage.py"]
sys.orig_argv[:] = ["python", "manage.py"]

import json
import signal
import socket
import traceback

from engine import cgroups, container, fence, gvisor, kernel, tools_root, zygote
from engine.root import Root
from engine.slot import Slot

CONTROL = 3
BACKLOG = 256
HARNESS = os.path.dirname(os.path.abspath(__file__))


def read_line(descriptor):
    data = b""
    while not data.endswith(b"\n"):
        part = os.read(descriptor, 1)  # what follows the line is for the manager
        if not part:
            sys.exit(0)  # whoever started us is gone
        data += part
    return json.loads(data)


def say(**event):
    os.write(CONTROL, json.dumps(event).encode() + b"\n")


def refuse(error):
    say(event="refused", reason=container.explain(error))


def listen(path):
    """A name in a folder that only our own account can enter."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen(BACKLOG)
    return listener


def slots_of(count, groups):
    cpus = sorted(os.sched_getaffinity(0))
    # With fewer slots than processors, a run may use the idle ones.
    pinned = len(cpus) <= count
    return [
        Slot(number, groups[number] if groups else None, cpus[number % len(cpus)] if pinned else None)
        for number in range(count)
    ]


def main():
    kernel.die_with_parent()
    config = read_line(CONTROL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        return fenced(config) if config["mode"] == "C" else contained(config)
    except OSError as error:
        refuse(error)
        return 3


def contained(config):
    """Modes A and B: in namespaces; A with control groups and ids of its own. Within gVisor they are mode G."""
    mode, limits, count, groups = config["mode"], config["limits"], config["slots"], None
    if mode == "A":
        groups, without = cgroups.make(limits["memoryBytes"], limits["processes"], count)
        if without:
            say(event="refused", reason=without)
            return 3
    stamp = "G" if gvisor.inside() else mode
    listener = listen(config["socket"])
    root = Root(config["site"], HARNESS, config.get("libs", ()))
    tools_root.plan(root, config["tools"])

    def inside(identity):
        if mode == "A" and not identity.several:
            say(event="refused", reason="there is one user id only")
        else:
            zygote.run(identity, stamp, CONTROL, listener, slots_of(count, groups))

    try:
        return container.wait(container.start(root, inside, refuse))
    finally:
        for pair in groups or []:
            for group in pair.values():
                group.remove()


def fenced(config):
    """Mode C: among the machine's processes, without any privilege."""
    if fence.available():
        say(event="refused", reason=fence.available())
        return 3
    listener = listen(config["socket"])
    outside = fence.Outside(config["site"], HARNESS, config.get("libs", ()))
    outside.require_sight()
    slots = slots_of(config["slots"], None)
    pid = container.fork(lambda: zygote.run(outside, "C", CONTROL, listener, slots))
    return outside.watch(pid, config["limits"]["diskBytes"])


if __name__ == "__main__":
    try:
        code = main()
    except Exception:
        traceback.print_exc()
        code = 4
    sys.exit(code)
