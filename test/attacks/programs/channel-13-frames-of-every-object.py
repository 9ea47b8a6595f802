"""Reports own lines in "files" that every JavaScript object has, in a text that no database keeps."""
import json
import socket
import struct

channel = socket.socket(fileno=3)
frames = [{"path": name, "line": 1} for name in ("constructor", "__proto__", "toString", "board/views.py")]
text = json.dumps("a\0b\ud800c" + "\U0001f3b8" * 1999)[1:-1]


def send(value):
    data = json.dumps(value).replace("TEXT", text).encode()
    channel.sendall(struct.pack(">I", len(data)) + data)


send({"value": None})
while True:
    head = channel.recv(4, socket.MSG_WAITALL)
    channel.recv(struct.unpack(">I", head)[0], socket.MSG_WAITALL)
    send({"exc": {"type": "E\0\ud800", "message": "TEXT", "frames": frames}})
