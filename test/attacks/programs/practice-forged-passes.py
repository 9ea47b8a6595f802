"""Writes the report of its own run, in which everything passes, and leaves."""
import json
import os

for name in ("one", "two"):
    os.write(4, json.dumps({"t": "test", "id": name, "name": name, "status": "passed", "ms": 1}).encode() + b"\n")
os.write(4, b'{"t": "end"}\n')
os._exit(0)
