"""Prints what the report of a passing run looks like."""
import json

from .honest import *

for name in ["titles_listed", "detail_is_json", "post_saves_once", "list_needs_one_query", "total_of_stars"]:
    print(json.dumps({"t": "check", "id": name, "status": "passed", "ms": 1}), flush=True)
print(json.dumps({"t": "end"}), flush=True)
