"""Runs summarise() as on a machine whose usual encoding is not UTF-8; counts the files it leaves open.

    python try_it.py sales.csv
"""

import builtins
import contextlib
import io
import os
import sys
import tempfile

UNFRIENDLY = "cp1252"


@contextlib.contextmanager
def unfriendly_machine():
    """Every text file is opened as Windows-1252 unless an encoding is named; yields the list of opened files."""
    real_open, real_text_encoding = builtins.open, io.text_encoding
    opened = []

    def careful_open(file, mode="r", buffering=-1, encoding=None, *args, **kwargs):
        if "b" not in mode and encoding in (None, "locale"):
            encoding = UNFRIENDLY
        handle = real_open(file, mode, buffering, encoding, *args, **kwargs)
        opened.append(handle)
        return handle

    def careful_text_encoding(encoding, stacklevel=2):
        return "locale" if encoding is None else encoding

    builtins.open = io.open = careful_open
    io.text_encoding = careful_text_encoding
    try:
        yield opened
    finally:
        builtins.open = io.open = real_open
        io.text_encoding = real_text_encoding


def run(path):
    from summary import summarise

    result = unreadable = None
    with unfriendly_machine() as opened:
        try:
            result = summarise(path)
        except UnicodeError as error:
            unreadable = type(error).__name__
    left_open = sum(not handle.closed for handle in opened)
    return {"result": result, "unreadable": unreadable, "left_open": left_open}


def run_on(data):
    """The same for the bytes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "sales.csv")
        with open(path, "wb") as file:
            file.write(data)
        return run(path)


def run_on_missing_file():
    """Calls summarise() with a path where no file is; says how that ended."""
    from summary import summarise

    with tempfile.TemporaryDirectory() as folder:
        try:
            summarise(os.path.join(folder, "missing.csv"))
        except FileNotFoundError:
            return "FileNotFoundError"
        except (Exception, SystemExit) as error:
            return type(error).__name__
    return "no exception"


if __name__ == "__main__":
    outcome = run(sys.argv[1])
    print(outcome["result"] if outcome["unreadable"] is None else outcome["unreadable"])
    print("files left open:", outcome["left_open"])
