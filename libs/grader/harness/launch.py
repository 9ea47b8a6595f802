"""Entry point: makes the outer container, warms the zygote in it, and stays outside to clean up.

Started as `python -I -S launch.py` by Node with these descriptors: 1 output of the learner, 2 diagnostics,
3 control (one JSON line in, events out), 4 the subject's job, 5 the judge's job, 6 results of the judge.
"""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import json
import signal
import traceback

from engine import cgroups, container, kernel, slot, zygote
from engine.root import Root

CONTROL = 3


def read_line(descriptor):
    data = b""
    while not data.endswith(b"\n"):
        part = os.read(descriptor, 1)  # what follows the line is for the slot
        if not part:
            sys.exit(0)  # whoever started us is gone
        data += part
    return json.loads(data)


def say(**event):
    os.write(CONTROL, json.dumps(event).encode() + b"\n")


def refuse(error):
    say(event="refused", reason=container.explain(error))


def main():
    kernel.die_with_parent()
    config = read_line(CONTROL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    groups, without = cgroups.make(config["limits"]["memoryBytes"], config["limits"]["processes"])
    if config.get("cgroups") == "none":
        groups, without = None, "switched off"
    container_id = None
    try:
        root = Root(config["site"], os.path.dirname(os.path.abspath(__file__)), config.get("libs", ()))

        def inside(identity):
            reason = without or ("" if identity.several else "there is one user id only")
            zygote.run(config, slot.Slot(CONTROL, groups, identity, "B" if reason else "A", reason))

        container_id = container.start(root, inside, refuse)
        status = container.wait(container_id)
    except OSError as error:
        refuse(error)
        return 3
    finally:
        for group in (groups or {}).values():
            group.remove()
    return status


if __name__ == "__main__":
    try:
        code = main()
    except Exception:
        traceback.print_exc()
        code = 4
    sys.exit(code)
