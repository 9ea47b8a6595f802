"""The system call filter of a child: an allow list as a classic BPF program, made here without libseccomp."""

import functools

from . import kernel
from .calls import ALLOWED, PROGRAMS

LOAD, EQUAL, GREATER_EQUAL, GREATER, ANY_BIT, AND, RETURN = 0x20, 0x15, 0x35, 0x25, 0x45, 0x54, 0x06
KILL_PROCESS, ALLOW, REFUSE = 0x80000000, 0x7FFF0000, 0x00050000
EPERM, ENOSYS, ENOTSUP = 1, 38, 95
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32_BIT = 0x40000000

CLONE_VM, CLONE_FILES, CLONE_THREAD = 0x100, 0x400, 0x10000
CLOSE_RANGE_UNSHARE = 2
NEW_NAMESPACES = 0x7E020080  # every CLONE_NEW* flag, time and cgroup included
AF_UNIX = 1
PR_SET_NAME, PR_GET_NAME, PR_SET_VMA = 15, 16, 0x53564D41
SIGKILL, SIGSTOP = 9, 19
# F_SETOWN F_SETSIG F_SETOWN_EX F_SETLEASE F_NOTIFY: have the kernel send any signal to any process.
SIGNALLING_COMMANDS = (8, 10, 15, 1024, 1026)
# Landlock does not cover these. Programs expect them to work, and nobody needs what they would change in a box.
PRETENDED = ("chmod", "fchmod", "fchmodat", "utime", "utimes", "utimensat", "futimesat")
# FIONREAD FIOCLEX FIONCLEX FIONBIO TCGETS TIOCGWINSZ
TERMINAL_QUERIES = (0x541B, 0x5451, 0x5450, 0x5421, 0x5401, 0x5413)


def argument(index, high=False):
    """Offset of an argument's low or high half in seccomp_data, little endian."""
    return 16 + 8 * index + (4 if high else 0)


def refuse(error):
    return (RETURN, 0, 0, REFUSE | error)


def _for_programs(name):
    """Bodies that differ where programs may be started."""
    allow = (RETURN, 0, 0, ALLOW)
    if name == "clone":
        return [(LOAD, 0, 0, argument(0)), (ANY_BIT, 0, 1, NEW_NAMESPACES), refuse(EPERM), allow]
    if name == "prlimit64":  # of oneself only: equal ids would allow to bind the warden
        return [*_is_zero(0), allow, refuse(EPERM)]
    return _special(name)


def _among_others(name, process):
    """Bodies that differ for a process that lives among others of its account, on the machine's own file system."""
    if name in PRETENDED:
        return [refuse(0)]
    if name == "fallocate":  # takes more in a moment than can be looked at; who needs it writes instead
        return [refuse(ENOTSUP)]
    if name == "timer_create":  # its signal may be SIGKILL, which looks as if somebody else had ended the process
        return [refuse(EPERM)]
    if name in ("kill", "tkill"):
        return _signal_to_itself(process, 1)
    if name == "tgkill":
        return _signal_to_itself(process, 2)
    return _special(name)


def _special(name):
    """The body for calls that are allowed with some arguments only. Each ends in a return."""
    allow = (RETURN, 0, 0, ALLOW)
    if name.endswith("xattr"):  # as on a file system without them; programs that copy files take a refusal amiss
        return [refuse(ENOTSUP)]
    if name == "clone3":
        return [refuse(ENOSYS)]  # its arguments lie in memory; glibc then falls back to clone
    if name == "clone":
        needed = CLONE_VM | CLONE_FILES | CLONE_THREAD
        return [
            (LOAD, 0, 0, argument(0)),
            (ANY_BIT, 3, 0, NEW_NAMESPACES),
            (AND, 0, 0, needed),
            (EQUAL, 0, 1, needed),
            allow,
            refuse(EPERM),
        ]
    if name == "close_range":  # a thread with a table of its own could hold what nobody counts
        return [(LOAD, 0, 0, argument(2)), (ANY_BIT, 0, 1, CLOSE_RANGE_UNSHARE), refuse(EPERM), allow]
    if name == "prctl":
        return _only(0, (PR_SET_NAME, PR_GET_NAME, PR_SET_VMA))
    if name == "ioctl":
        return _only(1, TERMINAL_QUERIES)
    if name == "socketpair":
        return _only(0, (AF_UNIX,))
    if name == "fcntl":
        return _all_but(1, SIGNALLING_COMMANDS)
    if name == "sendto":  # a datagram of a pair could be sent to any socket that has a name
        return [*_is_zero(4), allow, refuse(EPERM)]
    if name == "prlimit64":  # reading limits is fine, setting them is not
        return [*_is_zero(2), allow, refuse(EPERM)]
    return None


def _is_zero(index):
    """Go on with the next instruction when an argument is zero in both halves, else skip it."""
    return [
        (LOAD, 0, 0, argument(index)),
        (EQUAL, 0, 3, 0),
        (LOAD, 0, 0, argument(index, high=True)),
        (EQUAL, 0, 1, 0),
    ]


def _signal_to_itself(process, index):
    """To this process only, and no signal that would look as if somebody else had ended it."""
    return [
        (LOAD, 0, 0, argument(0)),
        (EQUAL, 0, 4, process),
        (LOAD, 0, 0, argument(index)),
        (EQUAL, 2, 0, SIGKILL),
        (EQUAL, 1, 0, SIGSTOP),
        (RETURN, 0, 0, ALLOW),
        refuse(EPERM),
    ]


def _all_but(index, values):
    body = [(LOAD, 0, 0, argument(index))]
    for position, value in enumerate(values):
        body.append((EQUAL, len(values) - position, 0, value))
    return [*body, (RETURN, 0, 0, ALLOW), refuse(EPERM)]


def _only(index, values):
    body = [(LOAD, 0, 0, argument(index))]
    for position, value in enumerate(values):
        body.append((EQUAL, len(values) - position, 0, value))
    return [*body, refuse(EPERM), (RETURN, 0, 0, ALLOW)]


def _ranges(numbers):
    """Neighbouring numbers as (first, last)."""
    found = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def program(machine=None, programs=False, among_others=None):
    """With `programs`, processes and programs may be started. `among_others` is the number of a process without namespaces."""
    machine = machine or kernel.MACHINE
    if machine not in ALLOWED:
        kernel.number("seccomp")  # raises the sentence about the processor
    calls = ALLOWED[machine] | (PROGRAMS[machine] if programs else {})
    special = _for_programs if programs else _special
    if among_others:
        special = functools.partial(_among_others, process=among_others)
    code = [
        (LOAD, 0, 0, 4),
        (EQUAL, 1, 0, ARCHITECTURE[machine]),
        (RETURN, 0, 0, KILL_PROCESS),
        (LOAD, 0, 0, 0),
    ]
    if machine == "x86_64":
        code += [(GREATER_EQUAL, 0, 1, X32_BIT), (RETURN, 0, 0, KILL_PROCESS)]
    for name, number in calls.items():
        body = special(name)
        if body:
            code += [(EQUAL, 0, len(body), number), *body]
    plain = [number for name, number in calls.items() if special(name) is None]
    for first, last in _ranges(plain):
        if first == last:
            code += [(EQUAL, 0, 1, first), (RETURN, 0, 0, ALLOW)]
        else:
            code += [(GREATER_EQUAL, 0, 2, first), (GREATER, 1, 0, last), (RETURN, 0, 0, ALLOW)]
    code.append(refuse(EPERM))
    return code


def install(programs=False, among_others=None):
    kernel.install_filter(program(programs=programs, among_others=among_others))
