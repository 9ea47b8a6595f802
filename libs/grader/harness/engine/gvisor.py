"""Whether the kernel below is gVisor's: every run then has two walls, namespaces and a kernel of its own."""

import ctypes

from . import kernel

READ_ALL = 3
SIZE = 1 << 16


def inside():
    return says(kernel_log())


def says(log):
    """It introduces itself in its log, which anybody may read there."""
    return b"Starting gVisor" in log


def kernel_log():
    buffer = ctypes.create_string_buffer(SIZE)
    length = kernel.libc.klogctl(READ_ALL, buffer, SIZE)
    return buffer.raw[: max(0, length)]  # an ordinary kernel may refuse
