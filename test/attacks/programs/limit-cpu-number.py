"""Writes out a number of a hundred million digits, in C code that no signal interrupts."""
import sys

from .honest import *


def list_page(request):
    getattr(sys, "set_int_max_str_digits", print)(0)
    return HttpResponse(str(7**120_000_000)[:10])
