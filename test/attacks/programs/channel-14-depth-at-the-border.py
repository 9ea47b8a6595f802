"""Reports errors nested so deeply that they can be read and not be shown."""
import itertools
import socket
import struct

channel = socket.socket(fileno=3)


def send(data):
    channel.sendall(struct.pack(">I", len(data)) + data)


def receive():
    head = channel.recv(4, socket.MSG_WAITALL)
    return channel.recv(struct.unpack(">I", head)[0], socket.MSG_WAITALL)


send(b'{"value": null}')
for depth in itertools.cycle([800, 990, 9_000, 20_000, 40_000, 70_000]):
    receive()
    deep = b"[" * depth + b"]" * depth
    send(b'{"exc": {"type": %s, "message": %s, "mro": [%s], "frames": %s}}' % (deep, deep, deep, deep))
