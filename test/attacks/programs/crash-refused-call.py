"""Makes a call of another architecture, which the filter answers by ending the process."""
import ctypes
import os

ctypes.CDLL(None).syscall(0x40000000 | 39)
os._exit(9)
