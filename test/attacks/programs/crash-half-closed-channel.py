"""Shuts down one half of the channel and of its own output, and leaves with a number that others use."""
import os
import socket

for number in (3, 1):
    try:
        socket.socket(fileno=number).shutdown(socket.SHUT_WR)
    except OSError:
        pass
os._exit(137)
