"""Kernel calls that Python has no function for, each checked: a failed call raises OSError."""

import ctypes
import os
import platform
import struct

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

MACHINE = platform.machine()
# Numbers that differ between the two machines we run on; the rest of the calls go through libc by name.
_NUMBERS = {
    "x86_64": {"pivot_root": 155, "capset": 126, "capget": 125, "seccomp": 317},
    "aarch64": {"pivot_root": 41, "capset": 91, "capget": 90, "seccomp": 277},
}
# Newer calls have one number everywhere.
_COMMON = {
    "close_range": 436,
    "mount_setattr": 442,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
}

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
MNT_DETACH = 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID = 1, 2

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 38, 39, 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
PR_SET_KEEPCAPS = 8
CAP_KILL, CAP_SETGID, CAP_SETUID, CAP_SYS_ADMIN = 5, 6, 7, 21


class Unsupported(OSError):
    """This machine lacks something the cage is made of; the message says what and what to do."""


def number(name):
    try:
        return (_NUMBERS[MACHINE] | _COMMON)[name]
    except KeyError:
        raise Unsupported(f"processor {MACHINE} has no system call table here; x86_64 and aarch64 have") from None


def _checked(result, what):
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
    return result


def syscall(name, *arguments):
    return _checked(libc.syscall(ctypes.c_long(number(name)), *arguments), name)


def _path(value):
    return None if value is None else os.fsencode(value)


def unshare(flags):
    _checked(libc.unshare(ctypes.c_int(flags)), "unshare")


def mount(source, target, kind=None, flags=0, data=None):
    result = libc.mount(
        _path(source), _path(target), _path(kind), ctypes.c_ulong(flags), None if data is None else data.encode()
    )
    _checked(result, f"mount {target}")


def unmount(target, flags=MNT_DETACH):
    _checked(libc.umount2(_path(target), ctypes.c_int(flags)), f"umount {target}")


def pivot_root(new, old):
    syscall("pivot_root", _path(new), _path(old))


def lock_tree(path="/"):
    """Make every mount below `path` read-only, whatever is mounted there."""
    attributes = struct.pack("=QQQQ", MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID, 0, 0, 0)
    syscall("mount_setattr", AT_FDCWD, _path(path), AT_RECURSIVE, attributes, ctypes.c_size_t(len(attributes)))


def prctl(option, second=0, third=0):
    result = libc.prctl(
        ctypes.c_int(option), ctypes.c_ulong(second), ctypes.c_ulong(third), ctypes.c_ulong(0), ctypes.c_ulong(0)
    )
    return _checked(result, f"prctl {option}")


def die_with_parent():
    import signal

    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def drop_capabilities_bounding():
    """Nothing that is ever executed can have a capability again."""
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            break
    try:
        prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    except OSError:
        pass  # absent before Linux 4.3, where there is no ambient set to clear


def clear_capability_sets():
    keep_capabilities()


def keep_capabilities(*numbers):
    """Have these and no others, and give none of them to programs."""
    header = struct.pack("=Ii", 0x20080522, 0)
    held = sum(1 << number for number in numbers)
    syscall("capset", header, struct.pack("=6I", held, held, 0, 0, 0, 0))


def held_capabilities():
    """All that this process has or could take, as one mask."""
    header = struct.pack("=Ii", 0x20080522, 0)
    sets = ctypes.create_string_buffer(24)
    syscall("capget", header, sets)
    held = 0
    for part in struct.unpack("=6I", sets.raw):
        held |= part
    return held


def close_all_but(kept):
    """Close every descriptor that is not in `kept`."""
    start = 0
    for fd in sorted(kept):
        if fd > start:
            _close_range(start, fd - 1)
        start = fd + 1
    _close_range(start, 0xFFFFFFFF)


def _close_range(first, last):
    try:
        syscall("close_range", ctypes.c_uint(first), ctypes.c_uint(last), ctypes.c_uint(0))
    except OSError:
        os.closerange(first, min(last, 65_536) + 1)  # kernels and gVisor without close_range


def install_filter(program):
    """Load a seccomp filter made of (code, jump true, jump false, operand) tuples."""
    packed = b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
    buffer = ctypes.create_string_buffer(packed, len(packed))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    loaded = Program(len(program), ctypes.addressof(buffer))
    syscall("seccomp", ctypes.c_uint(1), ctypes.c_uint(0), ctypes.byref(loaded))
