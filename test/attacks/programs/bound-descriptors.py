"""Opens files until no descriptor is left, and pipes with the largest buffers that the kernel gives."""
import errno
import fcntl
import os

F_SETPIPE_SZ = 1031


def tries():
    found = held = []
    for name, act in {"files": lambda: [os.open("/dev/null", os.O_RDONLY)], "pipes": pipe}.items():
        held = []
        try:
            while len(held) < 5000:
                held += act()
        except OSError as error:
            if error.errno != errno.EMFILE:
                found = [*found, f"{name} end with {error}"]
        if len(held) > 128:
            found = [*found, f"{len(held)} {name}"]
        for descriptor in held:
            os.close(descriptor)
    return found


def pipe():
    ends = os.pipe2(os.O_NONBLOCK)
    try:
        fcntl.fcntl(ends[1], F_SETPIPE_SZ, 1 << 20)
    except OSError:
        pass
    os.write(ends[1], bytes(1 << 20))
    return ends
