"""Keeps files in a thread that has a table of descriptors of its own, beside the one that is looked at."""
import ctypes
import os
import threading
import time

from .honest import *

CLOSE_RANGE_UNSHARE = 2


errors = []


def fill():
    try:
        hold()
    except OSError as error:
        errors.append(error)


def hold():
    ctypes.CDLL(None).syscall(436, 1000, 1001, CLOSE_RANGE_UNSHARE)
    kept = []
    for number in range(80):
        file = open(f"{os.environ['TMPDIR']}/{number}", "wb")
        os.unlink(file.name)
        file.write(b"x" * (8 << 20))
        kept.append(file)
        time.sleep(0.01)


def list_page(request):
    thread = threading.Thread(target=fill)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return HttpResponse("filled")
