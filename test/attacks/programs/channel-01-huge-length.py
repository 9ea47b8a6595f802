"""Announces a frame of four gigabytes."""
import socket

channel = socket.socket(fileno=3)
channel.sendall(b"\xff\xff\xff\xff" + b"x" * 1000)
import time

time.sleep(1)
