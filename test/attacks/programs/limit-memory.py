"""Takes ten gigabytes."""
from .honest import *


def list_page(request):
    kept = []
    for _ in range(10_000):
        kept.append(bytearray(1 << 20))
