"""Sends itself the signals that cannot be caught, in every way that has a number."""
import ctypes
import os
import signal
import threading

libc = ctypes.CDLL(None)
own = os.getpid()
for number in (signal.SIGSTOP, signal.SIGKILL):
    for target in (own, 0, -1, -own, os.getpgrp(), threading.get_native_id()):
        try:
            os.kill(target, number)
        except OSError:
            pass
    for call, arguments in ((234, (own, own)), (131, (own, own)), (200, (own,)), (130, (own,)), (129, (own,)), (424, (0,))):
        libc.syscall(call, *arguments, int(number), 0, 0)
os._exit(7)
