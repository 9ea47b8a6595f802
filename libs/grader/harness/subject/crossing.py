"""Learner's objects on their way to the judge and back: model instances as plain fields, queries as lazy handles."""

import collections.abc

from engine import values

HANDLES = 200


class Handles:
    """Objects that stay here; the judge holds their numbers."""

    def __init__(self):
        self.kept = {}
        self.next = 1

    def keep(self, kind, thing, **facts):
        if len(self.kept) >= HANDLES:
            self.kept.pop(next(iter(self.kept)))
        number, self.next = self.next, self.next + 1
        self.kept[number] = thing
        return {"$": "handle", "v": number, "kind": kind, "type": type(thing).__name__[:100], **facts}

    def get(self, number):
        try:
            return self.kept[number]
        except KeyError:
            raise LookupError("this value is no longer kept") from None


handles = Handles()


def out(value):
    return values.encode(value, _special)


def back(value):
    return values.decode(value, _special_back)


def _special(value):
    from django.db.models import Manager, Model, QuerySet
    from django.utils.functional import Promise

    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Model):
        return model_fields(value)
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, QuerySet):
        return handles.keep("queryset", value, model=value.model._meta.label_lower)
    if isinstance(value, collections.abc.Iterator):
        return handles.keep("iterator", value)
    if type(value).__module__.startswith("django.http") and hasattr(value, "status_code"):
        return handles.keep("response", value, status=int(value.status_code))
    return None


def model_fields(instance):
    loaded = instance.__dict__
    names = {field.attname for field in instance._meta.concrete_fields}
    fields = {name: values.encode(_file_name(loaded[name])) for name in names if name in loaded}
    extra = {
        name: out(value)
        for name, value in loaded.items()
        if name not in names and not name.startswith("_") and not hasattr(value, "_meta")
    }
    return {
        "$": "model",
        "v": instance._meta.label_lower,
        "fields": fields,
        "extra": extra,
        "new": bool(instance._state.adding),
    }


def _file_name(value):
    return value.name if hasattr(value, "name") and hasattr(value, "storage") else value


def build_model(data):
    """An instance of the learner's class from the fields the judge sent; nothing is read from the database."""
    from django.apps import apps

    model = apps.get_model(data["v"])
    instance = model.__new__(model)
    model.__init__(instance)
    for name, value in data["fields"].items():
        setattr(instance, name, back(value))
    for name, value in data.get("extra", {}).items():
        instance.__dict__.setdefault(name, back(value))
    instance._state.adding = bool(data.get("new"))
    instance._state.db = None if instance._state.adding else "default"
    return instance


def _special_back(kind, data):
    if kind == "model":
        return build_model(data)
    if kind == "handle":
        return handles.get(data["v"])
    return None
