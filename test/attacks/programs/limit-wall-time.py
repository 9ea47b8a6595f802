"""Waits for ever."""
import time

from .honest import *


def list_page(request):
    time.sleep(3600)
