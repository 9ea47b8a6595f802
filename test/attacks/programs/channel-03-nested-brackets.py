"""Sends 200,000 nested brackets."""
import socket
import struct

data = b'{"value":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
socket.socket(fileno=3).sendall(struct.pack(">I", len(data)) + data)
