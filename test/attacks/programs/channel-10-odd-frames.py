"""Database requests that are almost right."""
import json
import socket
import struct

from .honest import *

channel = socket.socket(fileno=3)
odd = [
    {"db": None}, {"db": "x"}, {"db": "x", "q": None, "p": {"$": "dict", "v": 3}}, {"db": "t", "do": "commit", "sid": {}},
    {"db": "t", "do": "rollback_to", "sid": "nothing"}, {"db": "f", "cur": [1]}, {"db": "x", "q": "SELECT 1", "dead": [[]]},
    {"db": ["x"]}, {"db": "m", "q": "SELECT 1", "p": "text"}, {"db": "x", "q": "SELECT 1", "c": {}}, {"db": "zz"},
    {"db": "t", "do": "release", "c": 9}, {"db": "x", "q": "\ud800", "p": []}, {"db": "x", "q": "SELECT ?", "p": [[]]},
]
for frame in odd:
    data = json.dumps(frame).encode()
    channel.sendall(struct.pack(">I", len(data)) + data)
    head = channel.recv(4, socket.MSG_WAITALL)
    channel.recv(struct.unpack(">I", head)[0], socket.MSG_WAITALL)
channel.detach()
