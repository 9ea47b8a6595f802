"""Sends a frame that is not JSON."""
import socket
import struct

socket.socket(fileno=3).sendall(struct.pack(">I", 9) + b"not json!")
