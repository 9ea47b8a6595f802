"""Base class of checks that judge a deployment: sites of the learner, asked from outside as a proxy would ask."""

import http.cookies
from urllib.parse import urlencode

from django.test import RequestFactory

from judge.errors import SubjectAnswer

from .case import CheckCase


class Answer:
    """One response, as it went over the wire."""

    def __init__(self, status, headers, body):
        code = status.partition(" ")[0]
        if not (code.isascii() and code.isdigit() and len(code) == 3):
            raise SubjectAnswer("a response without a status")
        self.status = int(code)
        self.headers = {}
        self.cookies = http.cookies.SimpleCookie()
        for name, value in headers:
            if name.lower() == "set-cookie":
                self._keep(value)
            else:
                self.headers[name.lower()] = value
        self.text = (body if isinstance(body, bytes) else b"").decode("utf-8", "replace")

    def _keep(self, value):
        try:
            self.cookies.load(value)
        except http.cookies.CookieError:
            raise SubjectAnswer("a cookie that cannot be read") from None


class Site:
    """A running site. Behind its proxy it is reached over HTTP; how the visitor came stands in X-Forwarded-Proto."""

    def __init__(self, subject, application):
        self.subject = subject
        self.application = application

    def get(self, path, **how):
        return self._send("GET", path, b"", "", **how)

    def post(self, path, data, **how):
        return self._send("POST", path, urlencode(data).encode(), "application/x-www-form-urlencoded", **how)

    def _send(self, method, path, body, content_type, *, host, scheme=None, headers=(), cookies=()):
        """`scheme` is what the proxy announces; without it the site is asked directly, as in local development."""
        request = RequestFactory().generic(method, path, body, content_type)
        environ = {
            **request.environ,
            "REMOTE_ADDR": "10.0.0.2",
            "SERVER_NAME": "10.0.0.7",
            "HTTP_HOST": host,
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in dict(cookies).items()),
        }
        if scheme:
            environ |= {"HTTP_X_FORWARDED_PROTO": scheme, "HTTP_X_FORWARDED_FOR": "192.0.2.44"}
        for name, value in dict(headers).items():
            environ["HTTP_" + name.upper().replace("-", "_")] = value
        return Answer(*self.subject.wsgi(self.application, environ, body))

    def values(self, *names):
        """Settings in force, by name; missing ones are left out."""
        found = self._ask("values", names=list(names))
        if not isinstance(found, dict):
            raise SubjectAnswer("settings that are no mapping")
        return found

    def check_deploy(self):
        """(whether `check --deploy --fail-level WARNING` passed, ids that are heard, ids that are silenced)."""
        found = self._ask("check_deploy")
        try:
            heard = [str(name) for name, level, silenced in found["messages"] if level >= 30 and not silenced]
            hushed = [str(name) for name, level, silenced in found["messages"] if silenced]
            return found["passed"] is True, heard, hushed
        except (TypeError, KeyError, ValueError):
            raise SubjectAnswer("the result of check --deploy could not be read") from None

    def letters(self):
        """Mail the site has handed to a mail server since the last call: host, from, to, text."""
        found = self._ask("post")
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise SubjectAnswer("letters that cannot be read")
        return found

    def _ask(self, operation, **fields):
        return self.subject.decode(self.subject.line.ask(operation, **fields))


class DeploymentCase(CheckCase):
    """`self.site("config.settings", DEBUG="1")` is the learner's site, in a process with these variables."""

    sites = None
    application = "config.wsgi:application"

    def site(self, settings, /, **environment):
        return Site(self.sites.start(settings, environment), self.application)

    def refusal(self, settings, /, **environment):
        """What the learner's code raised instead of starting; None when the site has started."""
        return self.sites.refusal(settings, environment)
