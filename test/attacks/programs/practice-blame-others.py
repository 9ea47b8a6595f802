"""Reports what only a judge may say: that the checks are at fault, and that the cage could not be closed."""
import os

for line in (b'{"t": "broken", "error": {"type": "X", "message": "y", "frames": []}}',
             b'{"t": "check", "id": "found", "status": "broken", "ms": 1}', b'{"t": "gone"}', b'{"t": "caged"}'):
    os.write(4, line + b"\n")
os._exit(90)
