"""Starting programs and processes, in every way the standard library knows."""
import ctypes
import multiprocessing
import os
import pty
import subprocess

libc = ctypes.CDLL(None, use_errno=True)


def syscall(number, *arguments):
    if libc.syscall(number, *arguments) == -1:
        raise OSError(ctypes.get_errno(), "refused")


def tries():
    acts = {
        "fork": os.fork,
        "forkpty": pty.fork,
        "subprocess": lambda: subprocess.run(["/bin/sh", "-c", "true"]),
        "posix_spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "exec": lambda: os.execv("/usr/bin/python3", ["python3"]),
        "multiprocessing": lambda: multiprocessing.Process(target=print).start(),
        "vfork": lambda: syscall(58) if os.uname().machine == "x86_64" else syscall(220, 0x4111, 0, 0, 0, 0),
        "clone3": lambda: syscall(435, 0, 0),
        "clone into a new user namespace": lambda: syscall(56 if os.uname().machine == "x86_64" else 220, 0x10000011, 0, 0, 0, 0),
        "execveat": lambda: syscall(322 if os.uname().machine == "x86_64" else 281, -100, b"/bin/sh", 0, 0, 0),
    }
    found = []
    for name, act in acts.items():
        try:
            act()
        except (OSError, AttributeError):
            continue
        found.append(name)
    return found
