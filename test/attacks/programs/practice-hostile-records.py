"""Reports tests with names and messages that no store and no page can keep, and in forms that no report has."""
import json
import os

HOSTILE = "\0\x1b[31m\ud800]]><script>\u202e\ufffe"
for record in (
    {"t": "test", "id": HOSTILE, "name": HOSTILE * 20, "status": "failed", "ms": 1,
     "error": {"type": HOSTILE, "message": HOSTILE * 100, "frames": [{"path": "constructor", "line": 1}, {"path": "__proto__", "line": 9}]}},
    {"t": "test", "id": "x" * 5000, "name": "long", "status": "passed", "ms": 1},
    {"t": "test", "id": "ms", "name": "ms", "status": "passed", "ms": -1},
    {"t": "test", "id": "huge", "name": "huge", "status": "passed", "ms": 1e308},
    {"t": "__proto__", "constructor": {}}, {"t": "start", "id": "found"}, [], None, 7,
):
    os.write(4, json.dumps(record).encode() + b"\n")
os.write(4, b'{"t": "test", "ms": NaN}\n\xff\xfe\n' + b"[" * 50_000 + b"\n")
