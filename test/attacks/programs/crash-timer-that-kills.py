"""A timer whose signal is the one that only others can send, so that it looks as if the machine had ended the process."""
import ctypes
import os
import signal
import struct
import time

event = struct.pack("=QiiQQQQQQ", 0, signal.SIGKILL, 0, 0, 0, 0, 0, 0, 0)
create, settime = (222, 223) if os.uname().machine == "x86_64" else (107, 110)
timer = ctypes.c_int()
libc = ctypes.CDLL(None)
libc.syscall(create, 1, event, ctypes.byref(timer))
libc.syscall(settime, timer, 0, struct.pack("=qqqq", 0, 0, 0, 1), None)
time.sleep(0.3)
os._exit(3)
