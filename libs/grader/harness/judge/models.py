"""The judge's model classes have the reference's fields; their behaviour is the learner's.

Every function and property that the project defines on a model, a manager or a QuerySet class is replaced by a call to
the subject. Otherwise a check would grade the reference solution without noticing.
"""

import functools
import types
import weakref

from engine import values

from .errors import SubjectAnswer


def fields_of(instance):
    """An instance as plain fields, for the subject to build its own from."""
    loaded = instance.__dict__
    names = [field.attname for field in instance._meta.concrete_fields]
    fields = {}
    for name in names:
        if name in loaded:
            value = loaded[name]
            if hasattr(value, "resolve_expression"):
                raise TypeError(f"{name} holds a database expression, which does not cross to the learner's code")
            fields[name] = values.encode(value.name if hasattr(value, "storage") else value)
    return {"$": "model", "v": instance._meta.label_lower, "fields": fields, "new": bool(instance._state.adding)}


def build(data, decode):
    """An instance of the judge's class from what the subject sent."""
    from django.apps import apps

    label = str(data.get("v"))
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return values.Opaque(label)
    instance = model.__new__(model)
    model.__init__(instance)
    for name in [field.attname for field in model._meta.concrete_fields]:
        instance.__dict__.pop(name, None)
    update(instance, data, decode)
    return instance


def update(instance, data, decode):
    known = {field.attname for field in instance._meta.concrete_fields}
    fields, extra = data.get("fields"), data.get("extra")
    if not isinstance(fields, dict):
        raise SubjectAnswer("a model instance without fields")
    for name, value in fields.items():
        if name in known:
            instance.__dict__[name] = decode(value)
    for name, value in (extra if isinstance(extra, dict) else {}).items():
        shadows = callable(getattr(type(instance), name, None))
        if name.isidentifier() and not name.startswith("_") and not shadows:
            instance.__dict__[name] = decode(value)
    instance._state.adding = bool(data.get("new"))
    instance._state.db = None if instance._state.adding else "default"


class Delegation:
    """Replaces what the project defines by calls to the subject."""

    def __init__(self, subject, own_modules):
        self.subject = subject
        self.own = own_modules

    def apply(self):
        from django.apps import apps

        for model in apps.get_models(include_auto_created=False):
            if not self._is_own(model):
                continue
            for base in reversed(model.__mro__):
                if self._is_own(base):
                    self._replace_members(base)
            for manager in model._meta.managers:
                self._replace_manager(model, manager)
        self._silence_receivers()

    def _silence_receivers(self):
        """Rows that a check makes must not set off the reference's signal handlers."""
        from django.db.models import signals

        for name in ("pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"):
            signal = getattr(signals, name)
            for entry in list(signal.receivers):
                receiver = entry[1]() if isinstance(entry[1], weakref.ReferenceType) else entry[1]
                if receiver is not None and self._is_own(receiver):
                    signal.receivers.remove(entry)
            signal.sender_receivers_cache.clear()

    def _is_own(self, cls):
        return str(getattr(cls, "__module__", "")).split(".")[0] in self.own

    def _replace_members(self, cls):
        for name, member in list(vars(cls).items()):
            if name in ("__init__", "__new__", "__init_subclass__"):
                continue
            if isinstance(member, types.FunctionType) and member.__module__.split(".")[0] in self.own:
                setattr(cls, name, self._method(name))
            elif isinstance(member, property):
                setattr(cls, name, self._property(name, member.fset is not None))
            elif type(member).__name__ == "cached_property":
                setattr(cls, name, self._property(name, True))
            elif isinstance(member, (classmethod, staticmethod)):
                setattr(cls, name, classmethod(self._class_method(name)))

    def _method(self, name):
        def method(instance, /, *args, **kwargs):
            return self.subject.model_call(instance, name, args, kwargs)

        method.__name__ = name
        return method

    def _property(self, name, settable):
        def read(instance):
            if name in instance.__dict__:  # the learner's query brought it along as an annotation
                return instance.__dict__[name]
            return self.subject.model_call(instance, name, (), {}, action="get")

        def write(instance, value):
            instance.__dict__[name] = value

        return property(read, write if settable else None)

    def _class_method(self, name):
        def method(cls, *args, **kwargs):
            return self.subject.model_class_call(cls, [name], args, kwargs)

        return method

    def _replace_manager(self, model, manager):
        classes = [*type(manager).__mro__, *getattr(manager, "_queryset_class", object).__mro__]
        names = {
            name
            for cls in classes
            if self._is_own(cls)
            for name, member in vars(cls).items()
            if isinstance(member, types.FunctionType) and not name.startswith("_")
        }
        own_query = "get_queryset" in names
        for name in names - {"get_queryset"}:
            call = functools.partial(self._manager_call, model, [manager.name, name])
            # Managers are copied on access from the class, and copies keep the instance's attributes.
            setattr(manager, name, call)
        if own_query:
            self.subject.note_own_query(model, manager.name)

    def _manager_call(self, model, path, *args, **kwargs):
        return self.subject.model_class_call(model, path, args, kwargs)
