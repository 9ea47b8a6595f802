"""Django's own templates of forms and widgets, compiled once per exercise.

They are found before those of any app and load no tags of any, so whatever a project has installed, it gets these.
"""

import pathlib

from django.forms import renderers
from django.template.backends.django import DjangoTemplates
from django.utils.functional import cached_property

OWN = pathlib.Path(renderers.__file__).parent / "templates"
_kept = {}


def prepare():
    """In the process that children are forked from. The first engine for forms that a child makes takes them over."""
    loader = _loader(renderers.DjangoTemplates().engine)
    names = [str(path.relative_to(OWN)) for path in OWN.rglob("*.html")]
    _kept.update({name: loader.get_template(name) for name in names})
    make = renderers.EngineMixin.engine.func
    engine = cached_property(lambda renderer: _with_kept(make(renderer)))
    engine.__set_name__(renderers.EngineMixin, "engine")
    renderers.EngineMixin.engine = engine


def _with_kept(engine):
    if isinstance(engine, DjangoTemplates):
        loader = _loader(engine)
        for template in _kept.values():
            template.engine, template.origin.loader = engine.engine, loader.loaders[0]
        loader.get_template_cache.update(_kept)
        _kept.clear()
    return engine


def _loader(engine):
    return engine.engine.template_loaders[0]
