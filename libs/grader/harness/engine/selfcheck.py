"""Every child proves its own cage before foreign code runs in it. Any surprise ends the run."""

import ctypes
import errno
import fcntl
import os
import signal
import socket

from . import kernel
from .root import BOX, HARNESS, SITE
from .tools_root import TOOLS


class CageOpen(Exception):
    """The cage has a hole; nothing may run in it."""


# Calls that must be refused by the filter, with harmless arguments, as (name, number on x86-64, on arm64).
FORBIDDEN = (
    ("unshare", 272, 97),
    ("ptrace", 101, 117),
    ("mount", 165, 40),
    ("execve", 59, 221),
    ("bpf", 321, 280),
    ("keyctl", 250, 219),
    ("io_uring_setup", 425, 425),
    ("setns", 308, 268),
    ("memfd_create", 319, 279),
    ("process_vm_readv", 310, 270),
)


def verify(role, identity, slot, kept):
    uid = identity.of(role, slot)
    require(os.getresuid() == (uid, uid, uid), "user id")
    require(os.getresgid() == (uid, uid, uid), "group id")
    if identity.several:
        require(os.getgroups() == [], "supplementary groups")
    require(os.getpid() == 1, "process namespace")
    require(descriptors() == set(kept), "open descriptors")
    require(not os.path.exists("/proc/self"), "/proc is visible")
    for path in ("/etc/passwd", "/home", "/sys/kernel", "/.old"):
        require(not os.path.lexists(path), f"{path} is visible")
    if role != "judge":
        require(refused(os.listdir, HARNESS), "the harness is readable")
    require(refused(os.listdir, TOOLS), "the programs of workshops are visible")
    require_read_only("/", "/dev", "/runtime", SITE, os.path.dirname(os.__file__))
    require_no_sockets()
    require_refused_calls(FORBIDDEN)
    require(no_fork(), "fork")
    create(BOX)


def verify_program(terms, kept):
    """The cage of a program in a workshop, tried by a process that is one in all but name."""
    uid = terms.learner
    require(os.getresuid() == (uid, uid, uid), "user id")
    require(os.getresgid() == (uid, uid, uid), "group id")
    if terms.several:
        require(os.getgroups() == [] and uid != terms.warden, "the warden's id or groups")
    require(os.getppid() == 1, "process namespace")
    require(descriptors() == set(kept), "open descriptors")
    require(kernel.held_capabilities() == 0, "capabilities")
    hidden = ("/proc/self", "/sys/kernel", "/.old", "/etc/shadow", "/var", "/run", "/runtime/harness", SITE, TOOLS)
    for path in hidden:
        require(not os.path.lexists(path), f"{path} is visible")
    require_read_only("/", "/dev", "/etc", "/runtime", "/runtime/bin", "/usr/bin", os.path.dirname(os.__file__))
    require_no_sockets()
    require_refused_calls([entry for entry in FORBIDDEN if entry[0] != "execve"])
    create(BOX)
    refused(os.kill, 1, signal.SIGKILL)  # if it could be killed, nobody would hear the end of this


def require_read_only(*folders):
    for path in folders:
        require(refused(create, path), f"{path} is writable")


def require_no_sockets():
    require(refused(socket.socket, socket.AF_INET, socket.SOCK_STREAM), "network sockets")
    require(refused(socket.socket, socket.AF_UNIX, socket.SOCK_STREAM), "local sockets")


def require_refused_calls(entries):
    column = 1 if kernel.MACHINE == "x86_64" else 2
    for entry in entries:
        kernel.libc.syscall.restype = ctypes.c_long
        result = kernel.libc.syscall(ctypes.c_long(entry[column]), -1, 0, 0, 0, 0)
        require(result == -1 and ctypes.get_errno() == errno.EPERM, f"system call {entry[0]}")


def require(held, what):
    if not held:
        raise CageOpen(what)


def refused(function, *arguments):
    try:
        function(*arguments)
    except OSError:
        return True
    return False


def create(folder):
    path = f"{folder}/.probe"
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    os.unlink(path)


def descriptors():
    found = set()
    for descriptor in range(256):
        try:
            fcntl.fcntl(descriptor, fcntl.F_GETFD)
            found.add(descriptor)
        except OSError:
            pass
    return found


def no_fork():
    try:
        pid = os.fork()
    except OSError:
        return True
    if pid == 0:
        os._exit(0)
    return False
