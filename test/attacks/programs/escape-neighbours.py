"""Reaching the processes and sockets beside it, by what has a name or a number."""
import fcntl
import os
import resource
import signal
import socket

F_SETOWN, F_SETSIG, O_ASYNC = 8, 10, 0o20000


def by_descriptor(pid):
    one, other = socket.socketpair()
    fcntl.fcntl(one, F_SETSIG, signal.SIGTERM)
    fcntl.fcntl(one, F_SETOWN, pid)
    fcntl.fcntl(one, fcntl.F_SETFL, O_ASYNC)
    other.send(b"x")


def datagram(name):
    one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.sendto(b"<13>forged", name)


def tries():
    # As the first process of a namespace it has no parent, and 0 would be itself.
    parent = os.getppid() or -1
    acts = {
        "sees its parent": lambda: os.kill(parent, 0),
        "ends its parent": lambda: os.kill(parent, signal.SIGTERM),
        "ends its parent's group": lambda: os.killpg(parent if parent > 1 else 2, signal.SIGTERM),
        "has a signal sent": lambda: by_descriptor(parent if parent > 1 else 2),
        "limits its parent": lambda: resource.prlimit(parent if parent > 1 else 2, resource.RLIMIT_NOFILE, (0, 0)),
        "opens its parent": lambda: os.pidfd_open(parent if parent > 1 else 2),
        "reads its parent's environment": lambda: open(f"/proc/{parent}/environ").read(),
        "follows its parent's descriptors": lambda: os.readlink(f"/proc/{parent}/fd/3"),
        "writes to the machine's log": lambda: datagram("/dev/log"),
        "talks to the service manager": lambda: datagram("/run/systemd/notify"),
        "talks to an abstract socket": lambda: datagram("\0fretboard"),
    }
    found = []
    for name, act in acts.items():
        try:
            act()
        except (OSError, ValueError):
            continue
        found.append(name)
    return found
