"""Serves the judge's requests, one at a time, until the channel closes."""

import base64
import contextlib
import gc
import importlib
import io
import sys
import warnings

from engine import files, values
from engine.channel import BadFrame, ChannelClosed, FrameTooLarge

from . import clock, crossing, project, web
from .backend.wire import wire
from .failures import describe

CAPTURED = 64 * 1024
ITEMS = 5_000


class Agent:
    def __init__(self, job, channel):
        self.job = job
        self.channel = channel
        self.web = web.Handler()
        self.django = bool(job["settings"])
        wire.channel = channel

    def serve(self):
        while True:
            try:
                request = self.channel.receive()
            except ChannelClosed:
                return
            wire.open = True
            try:
                answer = self._answer(request)
            finally:
                wire.open = False
            self._send(answer)

    def _send(self, answer):
        try:
            self.channel.send(answer)
        except FrameTooLarge as error:
            self.channel.send({"large": error.args[0]})
        except BadFrame:
            self.channel.send({"exc": describe(ValueError("the answer is nested too deeply"))})

    def _answer(self, request):
        try:
            answer = {"value": getattr(self, "op_" + str(request["op"]))(**request["with"])}
        except project.SetUpFailed as error:
            return {"setup": project.failure(error)}
        except SystemExit as error:
            return {"exc": describe(RuntimeError(f"the program ended itself with exit code {error.code}"))}
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            answer = {"exc": describe(error)}
            error.__traceback__ = None
        if self.django:
            answer["mail"] = web.mails()
        return answer

    # -- operations, named by the judge -------------------------------------------------------------------------

    def op_load(self, tables):
        if not self.django:
            project.plain_python()
        elif not project.load(self.job, tables):
            return "unprepared"
        return None

    def op_call(self, target, args, kwargs, capture=False):
        function = resolve(target)
        args = crossing.back(args)
        kwargs = crossing.back(kwargs)
        if not callable(function):
            raise TypeError(f"{target} is not callable")
        if capture:
            return self._captured(function, args, kwargs)
        return crossing.out(function(*args, **kwargs))

    def _captured(self, function, args, kwargs):
        """What the call returned or raised, what it printed, and how many files it left open."""
        out, err = io.StringIO(), io.StringIO()
        result = {"value": None, "exception": None}
        with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(out):
            warnings.simplefilter("always", ResourceWarning)
            with contextlib.redirect_stderr(err):
                try:
                    result["value"] = crossing.out(function(*args, **kwargs))
                except Exception as error:
                    result["exception"] = describe(error)
                    error.__traceback__ = None
                gc.collect()
        leaked = [warning for warning in caught if "unclosed file" in str(warning.message)]
        return result | {
            "stdout": out.getvalue()[:CAPTURED],
            "stderr": err.getvalue()[:CAPTURED],
            "unclosed_files": len(leaked),
        }

    def op_clock(self, days):
        clock.move(days)

    def op_get(self, target):
        return crossing.out(resolve(target))

    def op_describe(self, target):
        """Facts about a name of the learner's project, for checks that ask how something is written."""
        try:
            thing = resolve(target)
        except (ImportError, AttributeError):
            return None
        bases = [f"{base.__module__}.{base.__qualname__}" for base in getattr(thing, "__mro__", ())]
        return {
            "callable": callable(thing),
            "class": isinstance(thing, type),
            "bases": bases,
            "name": str(getattr(thing, "__name__", ""))[:200],
            "doc": str(getattr(thing, "__doc__", None) or "")[:2000],
        }

    def op_wsgi(self, environ, body, csrf):
        return self.web.answer(environ, base64.b64decode(body), csrf)

    def op_application(self, target, environ, body):
        return web.call_wsgi(resolve(target), environ, base64.b64decode(body))

    def op_reverse(self, name, args, kwargs):
        from django.urls import reverse

        return str(reverse(name, args=crossing.back(args) or None, kwargs=crossing.back(kwargs) or None))

    def op_model(self, instance, name, args, kwargs, action="call"):
        target = crossing.build_model(instance)
        if action == "get":
            result = getattr(target, name)
        elif action == "set":
            result = setattr(target, name, crossing.back(args)[0])
        else:
            result = getattr(target, name)(*crossing.back(args), **crossing.back(kwargs))
        return {"result": crossing.out(result), "after": crossing.model_fields(target)}

    def op_model_class(self, model, path, args, kwargs):
        """A class method, or a method of a manager: `path` is like ["objects", "published"]."""
        from django.apps import apps

        target = apps.get_model(model)
        for name in path:
            target = getattr(target, name)
        return crossing.out(target(*crossing.back(args), **crossing.back(kwargs)))

    def op_handle(self, number, action, args, kwargs):
        thing = crossing.handles.get(number)
        args, kwargs = crossing.back(args), crossing.back(kwargs)
        if action == "items":
            found = []
            for item in thing:
                found.append(crossing.out(item))
                if len(found) >= (args[0] if args else ITEMS):
                    break
            return found
        if action == "next":
            found = []
            for _ in range(args[0]):
                try:
                    found.append(crossing.out(next(thing)))
                except StopIteration:
                    return {"items": found, "ended": True}
            return {"items": found, "ended": False}
        if action == "slice":
            return crossing.out(thing[slice(*args)])
        if action == "item":
            return crossing.out(thing[args[0]])
        if action == "len":
            return len(thing)
        if action == "evaluated":
            return getattr(thing, "_result_cache", None) is not None
        if action == "sql":
            return str(thing.query)
        return crossing.out(getattr(thing, action)(*args, **kwargs))

    def op_write(self, path, data):
        return files.write_one(path, values.decode(data))

    def op_read(self, path):
        with open(f"{files.PROJECT}/{path}", "rb") as file:
            return values.encode(file.read(1 << 20))

    def op_command(self, name, args, kwargs):
        """A management command, with what it printed."""
        from django.core.management import call_command

        out, err = io.StringIO(), io.StringIO()
        result = {"error": None}
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                call_command(name, *crossing.back(args), **crossing.back(kwargs))
            except SystemExit as error:
                result["error"] = {"type": "SystemExit", "message": str(error.code), "frames": []}
            except Exception as error:
                result["error"] = describe(error)
        return result | {"stdout": out.getvalue()[:CAPTURED], "stderr": err.getvalue()[:CAPTURED]}


def resolve(target):
    """`package.module:name.attribute` of the learner's project."""
    module, _, path = target.partition(":")
    found = importlib.import_module(module)
    for name in path.split(".") if path else []:
        found = getattr(found, name)
    return found


def run(job, channel):
    files.write(job["files"])
    sys.stdout.reconfigure(line_buffering=True)
    Agent(job, channel).serve()
