"""Run as a script of the learner's: end, stop, trace, starve or rob the process that watches it."""
import ctypes
import fcntl
import os
import resource
import signal

libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "ptrace attach": (101, 117, 16, 1), "ptrace seize": (101, 117, 0x4206, 1), "pidfd_open": (434, 434, 1, 0),
    "process_vm_readv": (310, 270, 1, 0), "process_vm_writev": (311, 271, 1, 0), "kcmp": (312, 272, 1, 1),
    "setpriority": (141, 140, 0, 1), "ioprio_set": (251, 30, 1, 1), "sched_setaffinity": (203, 122, 1, 0),
    "sched_setscheduler": (144, 119, 1, 0), "migrate_pages": (256, 238, 1, 0), "move_pages": (279, 239, 1, 0),
    "process_madvise": (440, 440, 1, 0), "setns": (308, 268, 3, 0), "unshare": (272, 97, 0x10000000, 0),
    "rt_sigqueueinfo": (129, 138, 1, 9),
}


def tries():
    found = []
    parent = os.getppid()
    column = 0 if os.uname().machine == "x86_64" else 1
    for name, (*numbers, first, second) in NUMBERS.items():
        if libc.syscall(numbers[column], first, second, 0, 0, 0) != -1:
            found.append(name)
    for kind in (resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_AS, resource.RLIMIT_NPROC):
        try:
            resource.prlimit(1, kind, (0, 0))
            found.append(f"binds the warden by limit {kind}")
        except (OSError, ValueError):
            pass
        try:
            resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            found.append(f"raises limit {kind}")
        except (OSError, ValueError):
            pass
    for descriptor in range(3, 1024):
        try:
            fcntl.fcntl(descriptor, fcntl.F_GETFD)
            found.append(f"holds descriptor {descriptor}")
        except OSError:
            pass
    for pid in range(2, 60):
        try:
            os.kill(pid, 0)
        except OSError:
            continue
        if pid not in (os.getpid(), parent, os.getpgrp()):
            found.append(f"sees process {pid}")
    for number in range(1, 65):
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            try:
                os.kill(1, number)
            except OSError:
                pass
    for number in (signal.SIGSTOP, signal.SIGKILL):
        try:
            os.kill(1, number)
        except OSError:
            pass
    return found


if __name__ == "__main__":
    print("\n".join(map(str, tries())))
