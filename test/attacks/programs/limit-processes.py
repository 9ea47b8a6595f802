"""Starts threads without end."""
import threading
import time

from .honest import *


def list_page(request):
    for _ in range(10_000):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
