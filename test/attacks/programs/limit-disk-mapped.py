"""Keeps files by a mapping of one page each, without a name and without a descriptor."""
import ctypes
import os
import time

from .honest import *

libc = ctypes.CDLL(None)
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.mmap.restype = ctypes.c_void_p
PROT_READ, MAP_PRIVATE = 1, 2


def list_page(request):
    for number in range(80):
        path = f"{os.environ['TMPDIR']}/{number}"
        with open(path, "w+b", buffering=0) as file:
            os.unlink(path)
            file.write(b"x" * (8 << 20))
            libc.mmap(None, 4096, PROT_READ, MAP_PRIVATE, file.fileno(), 0)
        time.sleep(0.01)
    return HttpResponse("filled")
