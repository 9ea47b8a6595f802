"""Writing a project into the box. The names were checked before; they are checked again here."""

import os
import sys

BOX = "/box"
PROJECT = f"{BOX}/project"


class BadPath(Exception):
    """A name that may not be written."""


def settle(box):
    """Where a child has no file system of its own, its box has another name."""
    global BOX, PROJECT
    BOX = box
    PROJECT = f"{BOX}/project"
    os.environ.update(HOME=f"{BOX}/home", TMPDIR=f"{BOX}/tmp")


def forget():
    """What imports remember of the folders of a box that another one covers now; the rest of their memory stays shared."""
    for path in [path for path in sys.path_importer_cache if path.startswith(BOX)]:
        del sys.path_importer_cache[path]


def prepare():
    for folder in (PROJECT, f"{BOX}/home", f"{BOX}/tmp"):
        os.makedirs(folder, exist_ok=True)


def write(files, folder=None):
    for path, text in files.items():
        write_one(path, text.encode(), folder)


def write_one(path, data, folder=None):
    parts = path.split("/")
    if "\0" in path or "\\" in path or any(part in ("", ".", "..") for part in parts):
        raise BadPath(path[:100])
    target = os.path.join(folder or PROJECT, *parts)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    return target
