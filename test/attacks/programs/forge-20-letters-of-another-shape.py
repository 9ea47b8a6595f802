"""Mail that is none, with every answer: what the judge makes letters of must not be its own fault."""
from subject import web

from .honest import *

web.mails = lambda: [
    {"alternatives": 5, "subject": "[" * 3, "to": "x", "headers": {"": {}}},
    {"alternatives": [["", ""]], "subject": "a\nb", "headers": {"Message-ID": "\r\n"}},
]
