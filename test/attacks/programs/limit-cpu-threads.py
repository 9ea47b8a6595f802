"""Thirty threads that compute at the same time, outside the lock of the interpreter."""
import hashlib
import threading

from .honest import *

DATA = bytes(1 << 20)


def work():
    while True:
        hashlib.sha256(DATA)


def list_page(request):
    for _ in range(30):
        try:
            threading.Thread(target=work, daemon=True).start()
        except RuntimeError:
            break  # their stacks are counted where memory is that of addresses
    work()
