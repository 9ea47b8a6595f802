"""Tries to hand descriptors to the judge."""
import array
import socket

from .honest import *

channel = socket.socket(fileno=3)
for _ in range(200):
    try:
        channel.sendmsg([b"\0"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
    except OSError:
        break
channel.detach()
