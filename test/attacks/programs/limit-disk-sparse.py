"""Makes long files of nothing, and fills them through memory, where no limit of a file's length is asked for."""
import mmap
import os
import time

from .honest import *

LENGTH = 16_000_000


def list_page(request):
    paths = [f"{os.environ['TMPDIR']}/{number}" for number in range(40)]
    for path in paths:
        with open(path, "wb") as file:
            file.truncate(LENGTH)
    for path in paths:
        with open(path, "r+b") as file, mmap.mmap(file.fileno(), LENGTH) as held:
            for offset in range(0, LENGTH, mmap.PAGESIZE):
                held[offset] = 1
        time.sleep(0.01)
    return HttpResponse("filled")
