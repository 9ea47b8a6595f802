"""What an earlier run could have left for this one, and what this one could leave for the next."""
import ctypes
import os
import sys

libc = ctypes.CDLL(None, use_errno=True)
ARM = os.uname().machine == "aarch64"


def call(x86, arm, *arguments):
    return libc.syscall(arm if ARM else x86, *arguments)


def tries():
    found = []
    for name, result in {
        "shared memory": call(29, 194, 4711, 4096, 0o1666),
        "semaphores": call(64, 190, 4711, 1, 0o1666),
        "message queue": call(68, 186, 4711, 0o1666),
        "posix queue": call(240, 180, b"fretboard", 0o102, 0o666, 0),
        "key": call(248, 217, b"user", b"fretboard", b"x", 1, -4),
        "inotify": call(294, 26, 0),
        "userfaultfd": call(323, 282, 0),
        "pidfd": call(434, 434, os.getpid(), 0),
        "signal queue": call(129, 138, os.getppid(), 10, bytes(128)),
        "time of another process": call(203, 122, os.getppid(), 8, b"\1" * 8),
        "nice": call(141, 140, 2, os.getuid(), -5),
    }.items():
        if result != -1:
            found.append(name)
    for folder in (os.path.expanduser("~"), os.environ["TMPDIR"]):
        found += [f"left in {folder}: {name}" for name in os.listdir(folder)]
        open(f"{folder}/left", "w").close()
    for path in (sys.executable, os.__file__, sys.modules["django"].__file__):
        try:
            os.close(os.open(path, os.O_WRONLY))
            found.append(f"opens {path} to write")
        except OSError:
            pass
    return found
