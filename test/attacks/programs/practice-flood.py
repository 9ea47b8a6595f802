"""Reports tests without end."""
import json
import os

for number in range(200_000):
    os.write(4, json.dumps({"t": "test", "id": str(number), "name": "flood", "status": "passed", "ms": 1}).encode() + b"\n")
