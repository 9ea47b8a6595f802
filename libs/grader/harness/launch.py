"""Entry point: makes the outer container, warms the zygote in it, and stays outside to clean up.

Started as `python -I -S launch.py` by Node with these descriptors: 2 diagnostics, 3 control (JSON lines: the settings,
then orders in and events out). Jobs, reports and output come and go over connections to the socket that the settings name.
"""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import json
import signal
import socket
import traceback

from engine import cgroups, container, kernel, tools_root, zygote
from engine.root import Root
from engine.slot import Slot

CONTROL = 3
BACKLOG = 256


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
    limits, count = config["limits"], config["slots"]
    if config["cgroups"]:
        groups, without = cgroups.make(limits["memoryBytes"], limits["processes"], count)
    else:
        groups, without = None, "switched off"
    try:
        listener = listen(config["socket"])
        root = Root(config["site"], os.path.dirname(os.path.abspath(__file__)), config.get("libs", ()))
        tools_root.plan(root)

        def inside(identity):
            reason = without or ("" if identity.several else "there is one user id only")
            slots = slots_of(count, groups)
            zygote.run(identity, "B" if reason else "A", reason, CONTROL, listener, slots)

        container_id = container.start(root, inside, refuse)
        status = container.wait(container_id)
    except OSError as error:
        refuse(error)
        return 3
    finally:
        for pair in groups or []:
            for group in pair.values():
                group.remove()
    return status


if __name__ == "__main__":
    try:
        code = main()
    except Exception:
        traceback.print_exc()
        code = 4
    sys.exit(code)
