"""Confinement of a child. Each step is checked; any failure ends the child before foreign code runs."""

import os
import resource

from . import kernel, seccomp
from .root import BOX, HARNESS
from .tools_root import TOOLS

SPACES = kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS | kernel.CLONE_NEWNET
INODES = 2_000
DESCRIPTORS = 128


def confine(role, identity, slot, limits, kept, grouped):
    """Afterwards this process has no rights, no network, no other files than its own box, and a short list of calls."""
    uid = identity.of(role, slot)
    os.setsid()
    kernel.unshare(SPACES)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    options = f"size={limits['diskBytes']},nr_inodes={INODES},mode=0700"
    if identity.several:
        options += f",uid={uid},gid={uid}"
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    kernel.mount("box", BOX, "tmpfs", flags, options)
    if role != "judge":
        cover(HARNESS)
    cover(TOOLS)
    kernel.close_all_but(kept)
    bound(role, limits, grouped)
    kernel.drop_capabilities_bounding()
    if identity.several:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    kernel.die_with_parent()  # changing identity clears it
    kernel.clear_capability_sets()
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    os.chdir(BOX)
    seccomp.install()


def cover(folder):
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC | kernel.MS_RDONLY
    kernel.mount("nothing", folder, "tmpfs", flags, "size=4k,nr_inodes=1,mode=0000")


def bound(role, limits, grouped, own_user=True):
    """Resource limits that hold without control groups too. The judge gets twice the processor time: it also serves
    the subject's statements, and the blame for those is decided by what it was doing when it was stopped."""
    cpu = -(-limits["cpuMs"] // 1000)
    seconds = 2 * cpu if role == "judge" else cpu
    # With a control group real memory is what counts; without one the address space is the only measure.
    space = 1 << 30 if grouped else 512 << 20
    for kind, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, max(space, limits["memoryBytes"] * 2)),
        (resource.RLIMIT_FSIZE, limits["diskBytes"] // 2),
        (resource.RLIMIT_NOFILE, DESCRIPTORS),
        (resource.RLIMIT_CORE, 0),
        # Counted per user: among other processes of its account a child could start none. Their stacks bound them too.
        *([(resource.RLIMIT_NPROC, limits["processes"])] if own_user else []),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_STACK, 8 << 20),
    ):
        resource.setrlimit(kind, (value, value))
