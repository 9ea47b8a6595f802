"""Answers every question with values that are hard to read, compare or show."""
import itertools
import json
import socket
import struct

channel = socket.socket(fileno=3)


def send(data):
    channel.sendall(struct.pack(">I", len(data)) + data)


def receive():
    head = channel.recv(4, socket.MSG_WAITALL)
    return json.loads(channel.recv(struct.unpack(">I", head)[0], socket.MSG_WAITALL))


send(b'{"value": null, "mail": 5}')
values = itertools.cycle([
    "[" * 900 + "]" * 900,
    '{"$": "decimal", "v": "sNaN"}',
    '{"$": "hex", "v": "0x' + "f" * 1_000_000 + '"}',
    '{"$": "dict", "v": [[[1], 2]]}',
    '{"$": "model", "v": "board.note", "fields": {"id": {}}, "extra": {"save": 1, "_state": 2}}',
    '{"$": "model", "v": "board.nothing"}',
    '{"$": "handle", "v": {}, "kind": []}',
    "[" + "[]," * 900_000 + "[]]",
    '{"status": {"$": "x"}, "body": 3}',
    '{"status": 200, "body": "!", "headers": [[1]], "cookies": {}, "reason": [], "streaming": 1, "templates": 9, "view": {}}',
])
while True:
    receive()
    send(b'{"value": %s, "mail": [3, {"to": 4, "alternatives": [[1]], "headers": [1]}]}' % next(values).encode())
