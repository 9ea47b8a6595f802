"""Boxes that are ordinary folders, for machines where a child cannot have a file system of its own.

A child makes its own, named by its process number, below one folder of the engine; the launcher, which runs nobody's code,
watches what lies in them and removes those whose process is gone.
"""

import contextlib
import os
import re
import resource
import signal
import stat
import tempfile
import time

from . import unlinked

PREFIX = "fretboard-boxes-"
ENTRIES = 2_000
DEPTH = 40  # more than a project has; deeper trees are counted as too many files
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
BEYOND = 4  # times as many files: the process is ended
BEYOND_BYTES = 2  # times as many bytes: it writes through memory, where no limit of a length is asked for
OVERFULL = ".overfull"  # beside the box of a process that was ended for it


def make(parent=None):
    """A folder that others can pass through and nobody can list."""
    parent = parent or tempfile.gettempdir()
    sweep(parent)
    folder = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parent)
    os.chmod(folder, 0o711)
    return folder


def sweep(parent):
    """Remove what a killed engine of this account left behind; its process number is part of the name."""
    for name in os.listdir(parent):
        match = re.match(PREFIX + r"(\d+)-", name)
        if match and not _lives(int(match.group(1))) and os.lstat(f"{parent}/{name}").st_uid == os.geteuid():
            remove(f"{parent}/{name}")


def remove(path):
    """Remove a tree of any depth, with a few descriptors and no recursion. Nobody may be at work in it any more."""
    parent = os.open(os.path.dirname(path), FOLDER)
    name = os.path.basename(path)
    try:
        folder = _open(name, parent)
        try:
            while _flatten(folder):
                pass
        finally:
            os.close(folder)
        os.rmdir(name, dir_fd=parent)
    except FileNotFoundError:
        pass
    finally:
        os.close(parent)


def _flatten(folder):
    """Remove the files of a folder and lift the folders of its folders to its own level; whether any is left."""
    with os.scandir(folder) as entries:
        names = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
    for name, is_folder in names:
        if not is_folder:
            os.unlink(name, dir_fd=folder)
            continue
        inner = _open(name, folder)
        try:
            _lift(inner, folder)
        finally:
            os.close(inner)
        os.rmdir(name, dir_fd=folder)
    with os.scandir(folder) as entries:
        return any(True for _ in entries)


def _lift(inner, folder):
    with os.scandir(inner) as entries:
        names = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
    for number, (name, is_folder) in enumerate(names):
        if is_folder:
            # Renaming a folder needs the right to write in it.
            os.close(_open(name, inner))
            os.rename(name, f"{inner}-{number}-{os.urandom(8).hex()}", src_dir_fd=inner, dst_dir_fd=folder)
        else:
            os.unlink(name, dir_fd=inner)


def _open(name, parent):
    """A folder may have been made without rights for its owner."""
    if not stat.S_ISDIR(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode):
        raise NotADirectoryError(name)
    os.chmod(name, 0o700, dir_fd=parent)
    return os.open(name, FOLDER, dir_fd=parent)


class Watch:
    """Bounds what lies in the boxes, in the place of a file system with a size, and clears up."""

    def __init__(self, folder, bytes_allowed):
        self.folder = folder
        self.bytes_allowed = bytes_allowed

    def look(self):
        """Once over all boxes; whether there was any."""
        names = [name for name in os.listdir(self.folder) if name.isdigit()]
        for name in names:
            box = f"{self.folder}/{name}"
            if not _lives(int(name)):
                remove(box)
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(box + OVERFULL)
                continue
            used = 0
            uid = os.stat(box).st_uid
            try:
                used, entries = measure(box, ENTRIES * BEYOND)
            except PermissionError:
                entries = ENTRIES * BEYOND + 1  # it hides something from us
            used += self.unlinked(int(name), box, uid)
            if used > self.bytes_allowed * BEYOND_BYTES or entries > ENTRIES * BEYOND:
                os.close(os.open(box + OVERFULL, os.O_CREAT | os.O_WRONLY, 0o600))
            _stop(int(name), uid, used / self.bytes_allowed, entries / ENTRIES)
        return bool(names)

    def unlinked(self, pid, box, uid):
        try:
            return unlinked.measure(pid, box, uid, self.bytes_allowed // 2)
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            return 0  # it has not become a learner's process yet, or is none any more

    def close(self):
        """When nobody is left; the last ones may still be dying."""
        for _ in range(100):
            try:
                return remove(self.folder)
            except OSError:
                time.sleep(0.05)


def measure(path, most):
    """(bytes, entries) below a folder; counting ends at `most` entries or when it is too deep."""
    used = entries = 0
    walks = []
    _descend(walks, path)
    try:
        while walks:
            folder, names = walks[-1]
            entry = next(names, None)
            if entry is None:
                _ascend(walks)
                continue
            entries += 1
            try:
                used += entry.stat(follow_symlinks=False).st_blocks * 512
                if entry.is_dir(follow_symlinks=False):
                    _descend(walks, entry.name, folder)
            except (FileNotFoundError, NotADirectoryError):
                pass  # it was there a moment ago
            if entries > most or len(walks) > DEPTH:
                return used, most + 1
        return used, entries
    finally:
        while walks:
            _ascend(walks)


def _descend(walks, name, folder=None):
    descriptor = os.open(name, FOLDER, dir_fd=folder)
    walks.append((descriptor, os.scandir(descriptor)))


def _ascend(walks):
    descriptor, names = walks.pop()
    names.close()
    os.close(descriptor)


def _lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _stop(pid, uid, of_bytes, of_entries):
    """From the limit on it can write nothing, or open nothing, which its code meets as on a full disk. What goes on making
    folders is ended. Done in its own name: root needs not have the right to set limits of others."""
    if max(of_bytes, of_entries) <= 1:
        return
    helper = os.fork()
    if helper:
        os.waitpid(helper, 0)
        return
    try:
        if uid != os.geteuid():
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
        if of_bytes > 1:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, 0))
        if of_entries > 1:
            resource.prlimit(pid, resource.RLIMIT_NOFILE, (0, 0))
        if of_entries > BEYOND or of_bytes > BEYOND_BYTES:
            os.kill(pid, signal.SIGKILL)
    finally:
        os._exit(0)
