"""Moves the clock of this process: what Python says of the present, wherever it was imported. SQLite keeps the machine's."""

import datetime
import gc
import time

import ctypes

DAY = 86_400
_moved = False


def move(days):
    """Once, before the project is loaded: a day that a module notes at import is then a moved day as well."""
    global _moved
    if _moved or not days:
        return
    _moved = True
    seconds = days * DAY
    _move_time(seconds)
    _move_datetime(datetime.timedelta(seconds=seconds))


def _move_time(seconds):
    stock = {name: getattr(time, name) for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "clock_gettime")}
    strftime = time.strftime

    def of_now(name):
        def moved(moment=None, /):
            return stock[name](stock["time"]() + seconds if moment is None else moment)

        return moved

    time.time = lambda: stock["time"]() + seconds
    time.time_ns = lambda: stock["time_ns"]() + seconds * 10**9
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, of_now(name))
    time.clock_gettime = lambda clock, /: stock["clock_gettime"](clock) + (
        seconds if clock == time.CLOCK_REALTIME else 0
    )
    time.strftime = lambda form, moment=None, /: strftime(form, time.localtime() if moment is None else moment)


def _move_datetime(delta):
    """`datetime.datetime` is a class of C, which takes no new attributes. Everybody holds the class itself, so its own
    dictionary is changed; a class in its place would be missed by whoever imported the name before."""
    now = datetime.datetime.now
    replaced = {
        datetime.datetime: {
            "now": classmethod(lambda cls, tz=None: _as(cls, now(tz) + delta)),
            "utcnow": classmethod(lambda cls: _as(cls, now(datetime.timezone.utc).replace(tzinfo=None) + delta)),
            "today": classmethod(lambda cls: _as(cls, now() + delta)),
        },
        datetime.date: {"today": classmethod(lambda cls: cls(*(now() + delta).timetuple()[:3]))},
    }
    for owner, methods in replaced.items():
        members = next(found for found in gc.get_referents(vars(owner)) if isinstance(found, dict))
        members.update(methods)
        ctypes.pythonapi.PyType_Modified(ctypes.py_object(owner))


def _as(cls, moment):
    """The moment as an instance of a subclass, when a subclass was asked."""
    if cls is datetime.datetime:
        return moment
    return cls.combine(moment.date(), moment.timetz())
