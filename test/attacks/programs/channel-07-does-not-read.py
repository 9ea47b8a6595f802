"""Asks for large results without ever reading them, so that the judge cannot write."""
import json
import socket
import struct

channel = socket.socket(fileno=3)
query = json.dumps({"db": "x", "c": 1, "dead": [], "q": "SELECT hex(zeroblob(200000)), quote(x'00')", "p": None}).encode()
big = json.dumps({"db": "x", "c": 1, "dead": [], "q": "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM t LIMIT 200) SELECT n, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' FROM t", "p": None}).encode()
while True:
    for data in (query, big):
        channel.sendall(struct.pack(">I", len(data)) + data)
