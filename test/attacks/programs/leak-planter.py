"""Leaves a mark wherever a later run might come by: memory, files, names, rows, environment, output, errors, shared memory."""
import ctypes
import linecache
import os
import sys
import threading

MARK = "leak-mark-" + "".join(reversed(BACKWARDS))
KEPT = [MARK * 3 for _ in range(2000)] + [MARK.encode() * 500, MARK + "\u0141", MARK + "\U0001f40d"]
local = threading.local()
local.mark = MARK


def plant():
    sys.modules[MARK] = sys
    for name in {"os", "django.http", "encodings"} & set(sys.modules):
        sys.modules[name].mark = MARK
    linecache.cache[MARK] = (1, None, [MARK], MARK)
    os.environ["MARK"] = MARK
    sys.intern(MARK + "-interned")
    libc = ctypes.CDLL(None)
    libc.putenv(ctypes.create_string_buffer(b"ANOTHER=" + MARK.encode()))
    libc.malloc.restype = ctypes.c_void_p
    ctypes.memmove(libc.malloc(1 << 16), MARK.encode() * 1000, 26000)
    for place in ("/", "/box", "/box/project", "/dev/shm", "/tmp", "/var/tmp", "/run", "/runtime", "/dev", os.getcwd(),
                  os.environ["HOME"], os.environ["TMPDIR"], os.path.dirname(os.__file__), os.path.dirname(ctypes.__file__)):
        for name in ("mark", MARK, f".{MARK}.pth"):
            try:
                with open(f"{place}/{name}", "w") as file:
                    file.write(MARK)
            except OSError:
                pass
    for number, mapping in ((29, 0o1666), (68, 0o1666)):
        libc.syscall(number, 4711, 4096, mapping)
    for descriptor in range(3, 64):
        try:
            os.pwrite(descriptor, MARK.encode(), 0)
        except OSError:
            pass
    print(MARK, file=sys.stderr, flush=True)
    print(MARK, flush=True)


def tries():
    from django.db import connection
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE left_behind (mark text)")
        cursor.execute("INSERT INTO left_behind VALUES (%s)", [MARK])
    plant()
    raise RuntimeError(MARK)
