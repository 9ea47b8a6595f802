"""The ground that a project stands on: settings, apps, models and tables of the public starter, loaded once per exercise by
the steps that would load them in each child.

`lay` says what it is made of: the paths that were looked at, those where nothing was found among them. A child may be forked
from here when its project has the same in all of them; nothing else it was given decides that, so a learner's code learns no
more from how it was loaded than from its own files. Code that would not do the same in each child (it asks for the time or
for chance, reads files, starts threads, needs the secret) is not loaded ahead: then nothing is laid.
"""

import datetime
import io
import json
import os
import random
import re
import sys
import threading

from engine import files as box

BYTES = 12_000  # of the list of paths; more does not fit into a forker's one message
# Of every app the files that Django lists or looks for without importing.
LISTED = ("migrations/", "management/")
ASKING = frozenset("exists lexists isfile isdir is_file is_dir glob rglob iterdir walk".split())
PATHS_OF_PYTHON = re.compile(r"\b(pathlib|genericpath|posixpath|os)\b")
# Of the module `posix`: what neither tells of files nor depends on the process.
STEADY = frozenset("fspath getcwd lstat readlink stat _path_normpath _path_splitroot _path_splitroot_ex".split())
DIFFERENT = frozenset("time _random _socket _ssl _posixsubprocess _signal _sqlite3".split())
_laid = None


class Unsteady(Exception):
    """The starter's code would not do the same in each child."""


class Laid:
    def __init__(self, phases, receivers):
        self.phases = phases
        self.receivers = receivers


def phases():
    """Those that are done, in the processes forked from here."""
    return _laid.phases if _laid else ()


def holds():
    """Whether nobody who came later wants to be asked when tables are made, for that is over."""
    return "migrations" not in _laid.phases or _receivers() == _laid.receivers


def lay(edit, load, phases):
    """`load(phase)` does one of the phases for the starter, in the forker and on what is prepared of the libraries."""
    global _laid
    with Watch() as watch:
        for phase in phases:
            load(phase)
    if threading.active_count() > 1:
        raise Unsteady("it starts a thread")
    paths = sorted({*made_of(watch.names)})
    if any(_meets(path, entry) for path in paths for entry in edit):
        raise Unsteady("it imports what the learner writes")
    if len(json.dumps(paths)) > BYTES:
        raise Unsteady("it is made of too many files")
    _laid = Laid(frozenset(phases), _receivers())
    return paths


def _receivers():
    from django.db.models.signals import post_migrate, pre_migrate

    return [id(entry[1]) for signal in (pre_migrate, post_migrate) for entry in signal.receivers]


def _meets(path, entry):
    """Whether both name something in common; one that ends in `/` stands for every file below it."""
    return path == entry or (path.endswith("/") and entry.startswith(path)) or (entry.endswith("/") and path.startswith(entry))


def made_of(names):
    """The paths of the project that decide what these modules are, and the folders that Django lists."""
    from django.apps import apps

    for name in names:
        path, file = name.replace(".", "/"), _own_file(name)
        if "." in name and not _own_file(name.split(".")[0]):
            continue  # of a library
        yield f"{path}/__init__.py"
        if not file.endswith("/__init__.py"):
            yield f"{path}.py"
        if not file:
            yield f"{path}/"  # with any file in it, it would be a package
    for config in apps.get_app_configs():
        if _is_own(config.path + "/"):
            yield from (f"{os.path.relpath(config.path, box.PROJECT)}/{folder}" for folder in LISTED)


def _own_file(name):
    """Where this module of the project is, or the empty string."""
    module = sys.modules.get(name)
    if module is None:
        return ""
    # A package without `__init__.py` is its folder.
    file = getattr(module, "__file__", None) or [*getattr(module, "__path__", ""), ""][0]
    return file if _is_own(file) else ""


def _is_own(path):
    return (path + "/").startswith(box.PROJECT + "/")


class Watch:
    """Sees every call while the starter's code is loaded: which modules are looked for, and whether that code, or what it
    calls, does something that another process would do otherwise. Imports of libraries may."""

    def __init__(self):
        self.names = set()
        self.unsteady = ""

    def __enter__(self):
        sys.setprofile(self._see)
        return self

    def __exit__(self, kind, error, trace):
        sys.setprofile(None)
        if self.unsteady:
            raise Unsteady(self.unsteady) from error

    def _see(self, frame, event, argument):
        if event == "call":
            code = frame.f_code
            if code.co_name == "_find_spec" and code.co_filename == "<frozen importlib._bootstrap>":
                self.names.add(frame.f_locals["name"])
            elif code.co_name in ASKING and PATHS_OF_PYTHON.search(code.co_filename):
                self._note(frame.f_back, f"it looks for files ({code.co_name})")
        elif event == "c_call" and _differs(argument):
            self._note(frame, f"it calls {getattr(argument, '__qualname__', argument)}")

    def _note(self, frame, what):
        while frame is not None:
            path = frame.f_code.co_filename
            if path.startswith("<frozen importlib"):
                return  # of the import itself, or of a library that is imported
            if _is_own(path):
                self.unsteady = self.unsteady or f"{what} in {path[len(box.PROJECT) + 1 :]}"
                return
            frame = frame.f_back


def _differs(function):
    module = getattr(function, "__module__", None)
    if module in DIFFERENT or function is io.open:
        return True
    if module == "posix":
        return function.__name__ not in STEADY
    owner = getattr(function, "__self__", None)
    if isinstance(owner, random.Random):
        return True
    return isinstance(owner, type) and issubclass(owner, datetime.date) and function.__name__ in ("now", "utcnow", "today")
