"""Moves the clock of this process: what Python says of the present, wherever it was imported. SQLite keeps the machine's."""

import datetime
import gc
import time

import ctypes

DAY = 86_400
_ahead = None  # seconds; nothing is replaced before the clock is moved for the first time


def move(days):
    """To so many days from the machine's clock. Before the project is loaded, a day that a module notes at import is a
    moved day as well."""
    global _ahead
    if _ahead is None and days:
        _move_time()
        _move_datetime()
    if _ahead is not None or days:
        _ahead = days * DAY


def _move_time():
    stock = {name: getattr(time, name) for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "clock_gettime")}
    strftime = time.strftime

    def of_now(name):
        def moved(moment=None, /):
            return stock[name](stock["time"]() + _ahead if moment is None else moment)

        return moved

    time.time = lambda: stock["time"]() + _ahead
    time.time_ns = lambda: stock["time_ns"]() + _ahead * 10**9
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, of_now(name))
    time.clock_gettime = lambda clock, /: stock["clock_gettime"](clock) + (
        _ahead if clock == time.CLOCK_REALTIME else 0
    )
    time.strftime = lambda form, moment=None, /: strftime(form, time.localtime() if moment is None else moment)


def _move_datetime():
    """`datetime.datetime` is a class of C, which takes no new attributes. Everybody holds the class itself, so its own
    dictionary is changed; a class in its place would be missed by whoever imported the name before."""
    stock = datetime.datetime.now

    def now(zone=None):
        return stock(zone) + datetime.timedelta(seconds=_ahead)

    replaced = {
        datetime.datetime: {
            "now": classmethod(lambda cls, tz=None: _as(cls, now(tz))),
            "utcnow": classmethod(lambda cls: _as(cls, now(datetime.timezone.utc).replace(tzinfo=None))),
            "today": classmethod(lambda cls: _as(cls, now())),
        },
        datetime.date: {"today": classmethod(lambda cls: cls(*now().timetuple()[:3]))},
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
