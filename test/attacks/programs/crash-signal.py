"""Crashes the interpreter."""
import ctypes

from .honest import *


def list_page(request):
    ctypes.string_at(0)
