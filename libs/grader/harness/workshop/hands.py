"""What is done to the files of a room. It runs in a process with the rights of the learner's programs and no others, when
all of those are gone: a hostile tree is met by somebody who can lose nothing."""

import base64
import hashlib
import os
import stat

from engine import files
from engine.root import BOX

ENTRIES = 8_000
NAMES = 400_000  # characters of all paths and links together; each can become six on the way
DEPTH = 64
HASHED = 64 << 20  # bytes read for hashes: sparse files are longer than any disk
COLLECTED = 2 << 20
PART = 1 << 20
READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
FOLDERS = (files.PROJECT, f"{BOX}/home", f"{BOX}/tmp")
KINDS = {stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "link", stat.S_IFIFO: "fifo"}


def prepare():
    for folder in FOLDERS:
        os.makedirs(folder, exist_ok=True)


def write(contents, folder, executable):
    """Text or bytes by path. Names come from the judge."""
    for path, content in contents.items():
        data = content.encode() if isinstance(content, str) else base64.b64decode(content["b"])
        target = files.write_one(path, data, folder)
        os.chmod(target, 0o755 if path in executable else 0o644)


def tree(folder):
    """Everything below the folder by path, links named and never followed; `complete` unless it is too much."""
    walk = Walk()
    try:
        walk.enter(os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC), "", 0)
    except OSError:
        walk.complete = False
    return {"entries": walk.entries, "complete": walk.complete}


class Walk:
    def __init__(self):
        self.entries = {}
        self.complete = True
        self.names = NAMES
        self.bytes = HASHED

    def enter(self, descriptor, prefix, depth):
        """By descriptor: a path may be longer than any call takes."""
        try:
            with os.scandir(descriptor) as found:
                names = sorted(entry.name for entry in found)
            for name in names:
                self.names -= len(prefix) + len(name)
                if len(self.entries) >= ENTRIES or self.names < 0:
                    self.complete = False
                    return
                self.take(descriptor, name, prefix + name, depth)
        finally:
            os.close(descriptor)

    def take(self, folder, name, path, depth):
        state = os.stat(name, dir_fd=folder, follow_symlinks=False)
        kind = KINDS.get(stat.S_IFMT(state.st_mode), "other")
        entry = self.entries[path] = {"kind": kind, "mode": stat.S_IMODE(state.st_mode)}
        try:
            if kind == "link":
                entry["target"] = os.readlink(name, dir_fd=folder)
                self.names -= len(entry["target"])
            elif kind == "file":
                entry["size"] = state.st_size
                entry["hash"] = self.hash(folder, name, state.st_size)
            elif kind == "folder" and depth < DEPTH:
                flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
                self.enter(os.open(name, flags, dir_fd=folder), f"{path}/", depth + 1)
            elif kind == "folder":
                self.complete = False
        except OSError:  # no right to read it, and that is a fact about it
            entry["hash"] = None
            self.complete = False

    def hash(self, folder, name, size):
        self.bytes -= size
        if self.bytes < 0:
            self.complete = False
            return None
        found = hashlib.sha256()
        with open(os.open(name, READING, dir_fd=folder), "rb") as file:
            while part := file.read(PART):
                found.update(part)
        return found.hexdigest()


def read(folder, prefix):
    """The bytes of all regular files whose path begins so, up to a limit for all together; None when it is more."""
    left = COLLECTED
    found = {}
    for path, entry in tree(folder)["entries"].items():
        if entry["kind"] != "file" or not path.startswith(prefix):
            continue
        left -= entry["size"]
        if left < 0:
            return None
        with open(os.open(f"{folder}/{path}", READING), "rb") as file:
            found[path] = base64.b64encode(file.read(entry["size"])).decode()
    return found
