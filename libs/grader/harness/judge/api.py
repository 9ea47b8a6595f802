"""`self.subject`: everything a check can ask of the learner's code."""

import base64

from engine import values
from engine.channel import BadFrame

from . import handles, models
from .errors import SubjectAnswer, SubjectError


class Captured:
    """What one call returned or raised, what it printed and how many files it left open."""

    def __init__(self, answer, subject):
        if not isinstance(answer, dict):
            raise SubjectAnswer("a captured call without a report")
        self.value = subject.decode(answer.get("value"))
        raised = answer.get("exception") or answer.get("error")
        self.error = SubjectError(raised) if raised else None
        self.stdout = str(answer.get("stdout", ""))
        self.stderr = str(answer.get("stderr", ""))
        leaked = answer.get("unclosed_files")
        self.unclosed_files = leaked if isinstance(leaked, int) else 0


class Subject:
    def __init__(self):
        self.line = None  # there is one as soon as the learner's process is there
        self.own_queries = set()

    # -- for checks ------------------------------------------------------------------------------------------------

    def call(self, target, /, *args, **kwargs):
        """Call `package.module:name` with plain values; its answer as plain values, handles or model instances."""
        return self.decode(self._ask("call", target=target, **self._arguments(args, kwargs)))

    def capture(self, target, /, *args, **kwargs):
        """Like `call`, but never raises for the learner's exceptions: the result has value, error, stdout, stderr,
        unclosed_files."""
        answer = self._ask("call", target=target, capture=True, **self._arguments(args, kwargs))
        return Captured(answer, self)

    def get(self, target):
        """The value of a name, for example `project.settings:TIME_ZONE`."""
        return self.decode(self._ask("get", target=target))

    def move_clock(self, days):
        """Python's clock in the learner's process, so many days from the machine's; 0 puts it right again."""
        self._ask("clock", days=days)

    def describe(self, target):
        """Facts about a name (callable, class, bases, name, doc), or None when there is no such name."""
        return self.decode(self._ask("describe", target=target))

    def write_file(self, path, content):
        """Put a file into the learner's project folder; returns its path as the learner's code sees it."""
        data = content.encode() if isinstance(content, str) else bytes(content)
        return str(self._ask("write", path=path, data=values.encode(data)))

    def read_file(self, path):
        """The bytes of a file below the project folder, as the learner's code would read them."""
        return self.decode(self._ask("read", path=path))

    def command(self, name, /, *args, **kwargs):
        """A management command: the result has error, stdout, stderr."""
        return Captured(self._ask("command", name=name, **self._arguments(args, kwargs)), self)

    def wsgi(self, target, environ, body=b""):
        """Call a WSGI callable of the learner; (status line, list of header pairs, body)."""
        answer = self._ask(
            "application", target=target, environ=plain_environ(environ), body=base64.b64encode(body).decode()
        )
        if not isinstance(answer, dict):
            raise SubjectAnswer("a WSGI callable without an answer")
        try:
            headers = [(str(name), str(value)) for name, value in answer.get("headers", ())]
        except (TypeError, ValueError):
            raise SubjectAnswer("the headers of a WSGI callable are not pairs") from None
        return str(answer.get("status")), headers, self.decode(answer.get("body"))

    def reverse(self, name, args=None, kwargs=None):
        args, kwargs = list(args or ()), dict(kwargs or {})
        return str(self._ask("reverse", name=name, **self._arguments(args, kwargs)))

    def model_call(self, instance, name, args, kwargs, action="call"):
        """A method of the learner's class on this instance; changed fields come back to the instance."""
        if not isinstance(args, (list, tuple)):
            args = (args,)
        answer = self._ask(
            "model", instance=models.fields_of(instance), name=name, action=action, **self._arguments(args, kwargs)
        )
        if not isinstance(answer, dict) or not isinstance(answer.get("after"), dict):
            raise SubjectAnswer("a model method without an answer")
        models.update(instance, answer["after"], self.decode)
        return self.decode(answer.get("result"))

    def method(self, instance, name, /, *args, **kwargs):
        """A method of the learner's model class that the reference may not have, or one inherited from Django
        (`full_clean`, `save`) where the learner's fields and overrides must count."""
        return self.model_call(instance, name, args, kwargs)

    # -- for the judge ---------------------------------------------------------------------------------------------

    def model_class_call(self, model, path, args, kwargs):
        label = model._meta.label_lower
        return self.decode(self._ask("model_class", model=label, path=path, **self._arguments(args, kwargs)))

    def handle_call(self, number, action, args, kwargs):
        return self.decode(
            self._ask("handle", number=number, action=action, **self._arguments(args, kwargs))
        )

    def note_own_query(self, model, manager):
        self.own_queries.add((model._meta.label_lower, manager))

    def _ask(self, operation, **fields):
        return self.line.ask(operation, **fields)

    def _arguments(self, args, kwargs):
        return {
            "args": [self.encode(value) for value in args],
            "kwargs": {name: self.encode(value) for name, value in kwargs.items()},
        }

    def encode(self, value):
        return values.encode(value, self._special)

    def decode(self, value):
        try:
            with self.line.reading.clock():
                return values.decode(value, self._special_back)
        except (BadFrame, RecursionError) as error:
            raise SubjectAnswer(f"an answer could not be read ({error})") from None

    @staticmethod
    def _special(value):
        if isinstance(value, handles.Handle):
            return value.wire()
        if hasattr(value, "_meta") and hasattr(value, "_state"):
            return models.fields_of(value)
        return None

    def _special_back(self, kind, data):
        if kind == "handle":
            return handles.make(self, data)
        if kind == "model":
            return models.build(data, self.decode)
        if kind == "exception":
            return SubjectError({"type": data.get("type"), "message": data.get("v")})
        return None


def plain_environ(environ):
    return {str(name): str(value) for name, value in environ.items() if isinstance(value, (str, int))}
