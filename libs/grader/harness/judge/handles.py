"""Queries and iterators of the learner: they stay where they are, and the judge asks for what it needs."""

from .errors import SubjectAnswer

PAGE = 200


class Handle:
    """A value kept in the subject. `type` is the name of its class, as the subject says."""

    def __init__(self, subject, data):
        self._subject = subject
        self._number = data.get("v")
        self.kind = str(data.get("kind"))
        self.type = str(data.get("type"))

    def _ask(self, action, *args, **kwargs):
        return self._subject.handle_call(self._number, action, args, kwargs)

    def call(self, method, *args, **kwargs):
        """Any method of the value, for example `handle.call("filter", pk=1)`."""
        return self._ask(method, *args, **kwargs)

    def wire(self):
        return {"$": "handle", "v": self._number}

    def __repr__(self):
        return f"<{self.kind} {self.type} of the learner>"


class QueryHandle(Handle):
    """A lazy QuerySet: making it and passing it on runs nothing; iterating runs its query, seen by the judge."""

    def __init__(self, subject, data):
        super().__init__(subject, data)
        self.model = str(data.get("model"))

    @property
    def evaluated(self):
        return bool(self._ask("evaluated"))

    @property
    def sql(self):
        return str(self._ask("sql"))

    def rows(self):
        found = self._ask("items")
        if not isinstance(found, list):
            raise SubjectAnswer("the rows of a query are not a list")
        return found

    def __iter__(self):
        return iter(self.rows())

    def __len__(self):
        return len(self.rows())

    def __bool__(self):
        return bool(self.rows())

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._ask("slice", key.start, key.stop, key.step)
        return self._ask("item", key)

    def __getattr__(self, name):
        if name.startswith("_") or name not in METHODS:
            raise AttributeError(name)
        return lambda *args, **kwargs: self._ask(name, *args, **kwargs)


METHODS = frozenset(
    "all filter exclude order_by reverse distinct values values_list only defer select_related prefetch_related "
    "using count exists first last get aggregate contains latest earliest update delete in_bulk explain".split()
)


class IteratorHandle(Handle):
    """A generator or another iterator; each step runs the learner's code only as far as it is asked."""

    ended = False

    def take(self, count):
        answer = self._ask("next", count)
        if not isinstance(answer, dict) or not isinstance(answer.get("items"), list):
            raise SubjectAnswer("the items of an iterator are not a list")
        self.ended = bool(answer.get("ended"))
        return answer["items"]

    def __iter__(self):
        while not self.ended:
            yield from self.take(PAGE)


def make(subject, data):
    kinds = {"queryset": QueryHandle, "iterator": IteratorHandle}
    return kinds.get(data.get("kind"), Handle)(subject, data)
