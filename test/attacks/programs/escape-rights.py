"""Rights and privileges of the process itself: taking them back, keeping them, going before others, typing for others."""
import ctypes
import fcntl
import os
import resource

libc = ctypes.CDLL(None, use_errno=True)
ARM = os.uname().machine == "aarch64"
TIOCSTI, TIOCSCTTY, TIOCLINUX, FICLONE = 0x5412, 0x540E, 0x541C, 0x40049409
NAMES = {
    "keep capabilities": (8, 1), "ambient capabilities": (47, 2, 21), "be traced by anybody": (0x59616D61, -1),
    "outlive its parent": (1, 0), "adopt orphans": (36, 1), "drop the filter": (22, 0), "no new privileges off": (38, 0),
    "another memory map": (35, 1, 0), "secure bits": (28, 1),
}
CALLS = {
    "real-time scheduling": (144, 119, 0, 1, b"\1\0\0\0"), "deadline scheduling": (314, 274, 0, bytes(48), 0),
    "input and output first": (251, 30, 1, 0, 1 << 13), "lock all memory": (151, 230, 3), "lock a page": (149, 228, 0, 4096),
    "own capabilities": (126, 91, b"\x22\x05\x08\x20" + bytes(4), b"\xff" * 24), "its own id": (105, 146, 0),
    "its own group": (106, 144, 0), "a new session": (112, 157), "a new group": (109, 154, 0, 0), "a new root": (161, 51, b"/"),
    "the kernel's log": (103, 116, 3, bytes(16), 16), "a new keyring": (250, 219, 1, 0), "a memory file": (319, 279, b"x", 0),
}


def tries():
    found = [name for name, arguments in NAMES.items() if libc.prctl(*arguments, *[0] * (5 - len(arguments))) == 0]
    for name, (x86, arm, *arguments) in CALLS.items():
        if libc.syscall(arm if ARM else x86, *arguments) != -1:
            found.append(name)
    for descriptor in range(4):
        for name, request in {"types for others": TIOCSTI, "takes the terminal": TIOCSCTTY, "console": TIOCLINUX, "clones a file": FICLONE}.items():
            try:
                fcntl.ioctl(descriptor, request, b"x")
                found.append(name)
            except OSError:
                pass
    for kind in (resource.RLIMIT_MEMLOCK, resource.RLIMIT_NPROC, resource.RLIMIT_STACK, resource.RLIMIT_CORE):
        try:
            resource.setrlimit(kind, (1 << 30, 1 << 30))
            found.append(f"raises limit {kind}")
        except (OSError, ValueError):
            pass
    return found
