"""What of an exception is told: its class, its message, and the learner's own lines."""

import linecache
import os
import traceback

from engine import files

FRAMES = 20


def describe(error, phase=None):
    found = {
        "type": type(error).__name__[:100],
        "message": _message(error),
        "frames": own_frames(error),
        "mro": [base.__name__[:60] for base in type(error).__mro__[:12]],
        "errno": error.errno if isinstance(error, OSError) else None,
    }
    if phase:
        found["phase"] = phase
    return found


def _message(error):
    if isinstance(error, SyntaxError):
        return str(error.msg)[:2000]
    try:
        return str(error)[:2000]
    except BaseException:  # a learner's __str__ may raise anything
        return ""


def own_frames(error):
    """Frames of this error; when none is the learner's own, those of what caused it."""
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = [_frame(entry.filename, entry.lineno) for entry in traceback.extract_tb(error.__traceback__)]
        if isinstance(error, SyntaxError) and error.filename:
            frames.append(_frame(error.filename, error.lineno))
        own = [frame for frame in frames if frame]
        if own:
            return own[-FRAMES:]
        error = error.__cause__ or error.__context__
    return []


def _frame(filename, line):
    path = os.path.normpath(os.path.join(files.PROJECT, str(filename)))
    if not path.startswith(files.PROJECT + "/") or not line or line < 1:
        return None
    return {"path": path[len(files.PROJECT) + 1 :][:200], "line": line, "source": linecache.getline(path, line).strip()[:300]}
