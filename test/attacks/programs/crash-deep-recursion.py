"""Recurses until the interpreter gives up."""
import sys

from .honest import *

sys.setrecursionlimit(10**9)


def list_page(request):
    return list_page(request)
