"""Requests of the judge's test client, answered by the learner's URLs, middleware, views and templates."""

import base64
import io

from engine import values

from .failures import describe

TEMPLATES = 30


def complete(environ, body):
    """What of a WSGI environment cannot cross."""
    return {
        **environ,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


class Handler:
    """Django's own test handler, started when the first request comes."""

    def __init__(self):
        self.stock = None
        self.templates = []
        self.raised = None

    def start(self):
        from django.core.handlers.base import BaseHandler
        from django.core.signals import got_request_exception
        from django.test.signals import template_rendered
        from django.test.utils import instrumented_test_render
        from django.template import Template

        Template._render = instrumented_test_render
        template_rendered.connect(self._rendered, weak=False)
        got_request_exception.connect(self._failed, weak=False)
        self.stock = BaseHandler()
        self.stock.load_middleware()

    def _rendered(self, sender, template, context, **_):
        if len(self.templates) < TEMPLATES:
            self.templates.append(template.name)

    def _failed(self, sender, **_):
        import sys

        self.raised = sys.exc_info()[1]

    def answer(self, environ, body, csrf_checks):
        from django.core.handlers.wsgi import WSGIRequest
        from django.core.signals import request_started

        if self.stock is None:
            self.start()
        self.templates, self.raised = [], None
        environ = complete(environ, body)
        request_started.send(sender=type(self), environ=environ)
        request = WSGIRequest(environ)
        request._dont_enforce_csrf_checks = not csrf_checks
        response = self.stock.get_response(request)
        try:
            return self._plain(response, request)
        finally:
            response.close()

    def _plain(self, response, request):
        content = b"".join(response.streaming_content) if response.streaming else response.content
        match = request.resolver_match
        return {
            "status": int(response.status_code),
            "reason": str(response.reason_phrase)[:200],
            "headers": [[str(name), str(value)] for name, value in response.headers.items()],
            "cookies": [
                {"name": name, "value": morsel.value, **{key: str(item) for key, item in morsel.items() if item != ""}}
                for name, morsel in response.cookies.items()
            ],
            "body": base64.b64encode(content).decode(),
            "streaming": bool(response.streaming),
            "templates": [str(name) for name in self.templates if name],
            "view": match.view_name if match else None,
            "error": describe(self.raised) if self.raised is not None else None,
        }


def call_wsgi(application, environ, body):
    """Any WSGI callable of the learner, without Django in between."""
    environ = complete(environ, body)
    started = []

    def start_response(status, headers, exc_info=None):
        started[:] = [str(status), [[str(name), str(value)] for name, value in headers]]

    parts = application(environ, start_response)
    try:
        content = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    status, headers = started
    return {"status": status, "headers": headers, "body": values.encode(content)}


def mails():
    """Messages sent since the last answer, as plain data."""
    from django.core import mail

    sent, mail.outbox = getattr(mail, "outbox", []), []
    return [
        {
            "subject": str(message.subject),
            "body": str(message.body),
            "from_email": str(message.from_email),
            "to": [str(address) for address in message.to],
            "cc": [str(address) for address in message.cc],
            "bcc": [str(address) for address in message.bcc],
            "reply_to": [str(address) for address in message.reply_to],
            "headers": {str(name): str(value) for name, value in message.extra_headers.items()},
            "alternatives": [[str(content), str(kind)] for content, kind in getattr(message, "alternatives", [])],
            "content_type": f"text/{message.content_subtype}",
            "attachments": len(message.attachments),
        }
        for message in sent[:50]
    ]
