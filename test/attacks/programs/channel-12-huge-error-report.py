"""Reports exceptions that are larger than any report may be, with frames that point elsewhere."""
import json
import socket
import struct

channel = socket.socket(fileno=3)
frame = {"path": "/etc/passwd" * 1000, "line": 1, "source": "x" * 10_000}
report = {"type": "T" * 100_000, "message": "\u0000" * 500_000, "frames": [frame] * 50, "mro": ["Exception"] * 1000, "errno": "28"}


def send(value):
    data = json.dumps(value).encode()
    channel.sendall(struct.pack(">I", len(data)) + data)


send({"value": None})
while True:
    head = channel.recv(4, socket.MSG_WAITALL)
    channel.recv(struct.unpack(">I", head)[0], socket.MSG_WAITALL)
    send({"exc": report})
