"""Runs a check of our own once where an exercise is prepared, so that first uses of Django and of the toolbox are behind it
when judges are forked. No learner's code is asked: the answers are ready made, and the rows are rolled back."""

import base64
import contextlib
import unittest

PAGE = {
    "status": 200,
    "reason": "OK",
    "headers": [["Content-Type", "text/html; charset=utf-8"]],
    "cookies": [{"name": "csrftoken", "value": "x", "path": "/", "samesite": "Lax"}],
    "body": base64.b64encode(b"<p>here</p>").decode(),
    "streaming": False,
    "templates": ["page.html"],
    "view": "page",
    "error": None,
}


class ReadyMade:
    """Stands where the line to the learner's process will be."""

    def __init__(self):
        self.mail = []
        self.reading = self

    def clock(self):
        return contextlib.nullcontext()

    def ask(self, operation, **_):
        return dict(PAGE) if operation == "wsgi" else "/"


def rehearse(subject):
    from django.db import connection

    from grading.case import CheckCase

    class Rehearsal(CheckCase):
        def test_pages(self):
            for _ in range(2):
                self.assertContains(self.client.get("/"), "here")
                self.client.post("/", {"a": "b"}, follow=True)

        def test_people(self):
            from django.contrib.auth.models import User

            User.objects.create_user("rehearsal", password="of a check")
            self.client.login(username="rehearsal", password="of a check")
            self.client.force_login(User.objects.get())
            self.client.logout()

    subject.line, CheckCase.subject = ReadyMade(), subject
    try:
        suite = unittest.defaultTestLoader.loadTestsFromTestCase(Rehearsal)
        suite.run(unittest.TestResult())  # how it ends is no matter: not every project has people or pages
    finally:
        subject.line = CheckCase.subject = None
        connection.queries_log.clear()
