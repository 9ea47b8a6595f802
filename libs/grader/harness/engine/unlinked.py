"""Files that a process holds without a name, open or mapped into its memory: no folder shows them, and they take their room.

Read from /proc with the identity of the process, which asks for no right but that of being the same user.
"""

import contextlib
import os
import re
import stat

from .kernel import libc

MAPPED = re.compile(rb"^([0-9a-f]+)-([0-9a-f]+) \S+ \S+ \S+ (\d+) +(/.*) \(deleted\)$", re.MULTILINE)


def measure(pid, box, uid, longest):
    """Bytes of such files. One that is only mapped counts with the length that it may have, where nothing tells its own."""
    with as_user(uid):
        found = _opened(pid)
        for inode, size in _mapped(pid, box, longest):
            found.setdefault(inode, size)
    return sum(found.values())


@contextlib.contextmanager
def as_user(uid):
    """For files alone; whoever is no other user already may do this, and it ends with the block."""
    group = libc.setfsgid(uid)
    user = libc.setfsuid(uid)
    try:
        yield
    finally:
        libc.setfsuid(user)
        libc.setfsgid(group)


def _opened(pid):
    folder, found = f"/proc/{pid}/fd", {}
    for name in os.listdir(folder):
        with contextlib.suppress(FileNotFoundError):  # it was closed a moment ago
            state = os.stat(f"{folder}/{name}")
            if stat.S_ISREG(state.st_mode) and state.st_nlink == 0:
                found[state.st_ino] = state.st_blocks * 512
    return found


def _mapped(pid, box, longest):
    with open(f"/proc/{pid}/maps", "rb") as file:
        maps = file.read()
    inside = os.fsencode(box) + b"/"
    for start, end, inode, path in MAPPED.findall(maps):
        if path.startswith(inside):
            yield int(inode), _exact(f"/proc/{pid}/map_files/{start.decode()}-{end.decode()}", longest)


def _exact(link, longest):
    """Only a privileged account may follow these."""
    try:
        return os.stat(link).st_blocks * 512
    except OSError:
        return longest
