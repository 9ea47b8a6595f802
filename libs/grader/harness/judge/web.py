"""The test client of a check: Django's own, with the learner's process in the place of the handler."""

import base64
import types
from urllib.parse import urlsplit

from django.core.mail import EmailMultiAlternatives
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import client as stock
from django.urls import NoReverseMatch

from .api import plain_environ
from .errors import SubjectAnswer, SubjectError

BODY_CAP = 2 * 1024 * 1024
COOKIE_PARTS = ("expires", "path", "comment", "domain", "max-age", "secure", "httponly", "version", "samesite")


class RemoteResponse(HttpResponse):
    """What the learner's project answered. `templates` are names only, `context` does not cross."""

    @property
    def url(self):
        found = self.headers.get("Location", "")
        try:
            _ = urlsplit(found).port
        except ValueError:
            raise SubjectAnswer("the response redirects to something that is no address") from None
        return found

    @property
    def charset(self):
        found = super().charset
        try:
            b"x".decode(found)
        except (LookupError, ValueError):
            raise SubjectAnswer("the response announces a character set that nobody knows") from None
        return found


class RemoteHandler:
    def __init__(self, subject, enforce_csrf_checks):
        self.subject = subject
        self.enforce_csrf_checks = enforce_csrf_checks

    def __call__(self, environ):
        payload = environ.get("wsgi.input")
        body = payload.read() if payload is not None else b""
        if len(body) > BODY_CAP:
            raise ValueError("a request of a check is larger than 2 MB")
        answer = self.subject.line.ask(
            "wsgi",
            environ=plain_environ(environ),
            body=base64.b64encode(body).decode(),
            csrf=self.enforce_csrf_checks,
        )
        response = rebuild(answer)
        response.wsgi_request = WSGIRequest({**environ, "wsgi.input": stock.FakePayload(b"")})
        deliver_mail(self.subject.line)
        return response


def rebuild(answer):
    """An ordinary response from plain data of the subject; every part is forced into its type."""
    try:
        status = int(answer["status"])
        body = base64.b64decode(answer["body"])
        if not 100 <= status <= 599:
            raise ValueError(status)
        response = RemoteResponse(content=body, status=status, reason=str(answer["reason"]))
        del response.headers["Content-Type"]
        for name, value in answer["headers"]:
            response.headers[str(name)] = str(value)
        for cookie in answer["cookies"]:
            name = str(cookie["name"])
            response.cookies[name] = str(cookie["value"])
            for part in COOKIE_PARTS:
                if part in cookie:
                    response.cookies[name][part] = str(cookie[part])
        response.streaming_answer = bool(answer["streaming"])
        response.remote_templates = [types.SimpleNamespace(name=str(name)) for name in answer["templates"]]
        response.view_name = answer["view"] if isinstance(answer["view"], str) else None
    except Exception as error:  # a hostile answer can fail in any of these conversions
        raise SubjectAnswer(f"the response could not be read ({type(error).__name__})") from None
    response.remote_error = answer.get("error")
    return response


class RemoteClient(stock.Client):
    subject = None  # set once by the bench

    def __init__(self, enforce_csrf_checks=False, raise_request_exception=True, **kwargs):
        super().__init__(enforce_csrf_checks, raise_request_exception, **kwargs)
        self.handler = RemoteHandler(self.subject, enforce_csrf_checks)

    def request(self, **request):
        response = super().request(**request)
        response.templates = response.remote_templates
        response.context = None
        response.resolver_match = types.SimpleNamespace(view_name=response.view_name)
        if response.remote_error and self.raise_request_exception:
            raise SubjectError(response.remote_error)
        return response

    def _handle_redirects(self, response, *args, **named):
        try:
            return super()._handle_redirects(response, *args, **named)
        except stock.RedirectCycleError as error:
            raise SubjectAnswer(str(error)) from None

    def _parse_json(self, response, **extra):
        try:
            return super()._parse_json(response, **extra)
        except ValueError as error:
            raise SubjectAnswer(f"the response could not be read as JSON ({error})") from None


def deliver_mail(line):
    """Messages the learner's code sent appear in the judge's `mail.outbox`."""
    from django.core import mail

    waiting, line.mail = line.mail, []
    try:
        mail.outbox += [_message(item) for item in waiting if isinstance(item, dict)]
    except Exception as error:
        raise SubjectAnswer(f"a letter could not be read ({type(error).__name__})") from None


def _message(item):
    def addresses(name):
        value = item.get(name)
        return [str(address) for address in value] if isinstance(value, list) else []

    headers = item.get("headers")
    message = EmailMultiAlternatives(
        subject=str(item.get("subject", "")),
        body=str(item.get("body", "")),
        from_email=str(item.get("from_email", "")),
        to=addresses("to"),
        cc=addresses("cc"),
        bcc=addresses("bcc"),
        reply_to=addresses("reply_to"),
        headers={str(name): str(value) for name, value in headers.items()} if isinstance(headers, dict) else {},
    )
    for entry in item.get("alternatives") or ():
        if isinstance(entry, list) and len(entry) == 2:
            message.attach_alternative(str(entry[0]), str(entry[1]))
    return message


def install(subject):
    """Client and `reverse` of checks talk to the learner's project."""
    import django.shortcuts
    import django.test
    import django.test.testcases
    import django.urls
    import django.urls.base
    from django.utils.functional import lazy

    def reverse(viewname, urlconf=None, args=None, kwargs=None, current_app=None, **_):
        try:
            return subject.reverse(viewname, args, kwargs)
        except SubjectError as error:
            if error.is_a("NoReverseMatch"):
                raise NoReverseMatch(error.message) from None
            raise

    RemoteClient.subject = subject
    django.test.Client = RemoteClient
    django.test.testcases.SimpleTestCase.client_class = RemoteClient
    for module in (django.urls, django.urls.base, django.shortcuts):
        module.reverse = reverse
    django.urls.reverse_lazy = lazy(reverse, str)
