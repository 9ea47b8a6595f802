"""Enters the kernel by the gate of 32-bit programs, whose calls have other numbers; elsewhere by a call that no machine has."""
import ctypes
import mmap
import os

from .honest import *

CODE = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3" if os.uname().machine == "x86_64" else b"\x01\x00\x00\xd4"


def list_page(request):
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(CODE)
    function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    if function() == os.getpid():
        return HttpResponse("there is a second way into the kernel")
    os.abort()
