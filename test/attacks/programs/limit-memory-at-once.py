"""Takes ten gigabytes in one piece."""
from .honest import *


def list_page(request):
    return bytearray(10 << 30)
