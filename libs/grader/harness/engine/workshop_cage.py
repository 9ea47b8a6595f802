"""Confinement of a workshop: of the warden, of its rooms, and of the learner's programs in them.

The warden never runs foreign code. Where there are several ids the learner's programs have one of their own, otherwise the
warden is out of their reach as process 1 of their namespace. Either way a filter keeps them from tracing anything.
"""

import os
import resource
import signal

from . import cage, kernel, seccomp, tools_root
from .root import BOX

ROOM_SPACES = kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC
INODES = 8_000
DESCRIPTORS = 256
APART = 6_000  # from the warden's id to that of the learner's programs
FREE_SIGNALS = (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT, signal.SIGCHLD)


class Terms:
    """On which terms the programs of a workshop run."""

    def __init__(self, identity, warden, limits, grouped):
        self.several = identity.several
        self.warden = warden
        self.learner = warden + APART if identity.several else warden
        self.limits = limits
        self.grouped = grouped


def confine(terms, kept):
    """Afterwards this process sees the root of a workshop and can make rooms in it, and nothing else."""
    for number in FREE_SIGNALS:
        signal.signal(number, signal.SIG_DFL)  # process 1 of a namespace is immune to what it does not handle
    os.setsid()
    kernel.unshare(cage.SPACES)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    tools_root.enter(terms.learner)
    _mount_box(terms, terms.warden, "size=4k,nr_inodes=8")
    kernel.close_all_but(kept)
    kernel.drop_capabilities_bounding()
    if terms.several:
        kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)
        os.setgroups([])
        os.setresgid(terms.warden, terms.warden, terms.warden)
        os.setresuid(terms.warden, terms.warden, terms.warden)
        kernel.keep_capabilities(
            kernel.CAP_SYS_ADMIN, kernel.CAP_SETUID, kernel.CAP_SETGID, kernel.CAP_KILL
        )
    else:
        kernel.keep_capabilities(kernel.CAP_SYS_ADMIN)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)


def enter_room(terms, kept):
    """A box of its own, empty. Files may be executed there: whoever may start Python may run what they like anyway."""
    kernel.unshare(ROOM_SPACES)
    _mount_box(terms, terms.learner, f"size={terms.limits['diskBytes']},nr_inodes={INODES}")
    kernel.close_all_but(kept)
    if terms.several:
        kernel.keep_capabilities(kernel.CAP_SETUID, kernel.CAP_SETGID, kernel.CAP_KILL)
    else:
        kernel.keep_capabilities()


def _mount_box(terms, owner, options):
    options += ",mode=0700"
    if terms.several:
        options += f",uid={owner},gid={owner}"
    kernel.mount("box", BOX, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)


def become_learner(terms, kept):
    """What is left is a process like any other program of the learner's."""
    for number in FREE_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    kernel.close_all_but(kept)
    bound(terms)
    if terms.several:
        os.setgroups([])
        os.setresgid(terms.learner, terms.learner, terms.learner)
        os.setresuid(terms.learner, terms.learner, terms.learner)
    kernel.keep_capabilities()
    os.umask(0o022)
    os.chdir(BOX)
    seccomp.install(programs=True)


def bound(terms):
    """Of each process. What all of them have together is bounded by the control group, or by number times memory."""
    cpu = -(-terms.limits["cpuMs"] // 1000)
    memory = terms.limits["memoryBytes"]
    for kind, value in (
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_DATA, memory),
        # Address space is only reserved: runtimes with a large heap plan reserve gigabytes and use megabytes.
        (resource.RLIMIT_AS, 64 << 30 if terms.grouped else 16 * memory),
        (resource.RLIMIT_FSIZE, terms.limits["diskBytes"] // 2),
        (resource.RLIMIT_NOFILE, DESCRIPTORS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, terms.limits["processes"]),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_STACK, 8 << 20),
    ):
        resource.setrlimit(kind, (value, value))
