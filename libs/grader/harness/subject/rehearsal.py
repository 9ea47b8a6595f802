"""Uses Django once where an exercise is prepared, so that first uses (imports, tables of regular expressions, warmed up byte
code) are behind it when children are forked. Only Django's own code runs, and what it keeps of the settings is dropped."""

import contextlib
import io

TEMPLATE = (
    "{% load static i18n %}{% csrf_token %}{% if user.is_authenticated %}{{ user }}{% endif %}"
    "{% for message in messages %}{{ message }}{% endfor %}"
    "{% for item in items %}<li class=\"{% cycle 'a' 'b' %}\">{{ item|capfirst|truncatechars:9 }}</li>{% endfor %}"
    "<form>{{ form.as_p }}</form>"
)
# Settings whose receivers of `setting_changed` forget everything that was made from them.
KEPT = ("INSTALLED_APPS", "TEMPLATES", "ROOT_URLCONF", "MIDDLEWARE", "LANGUAGE_CODE", "STORAGES", "FORM_RENDERER")


def rehearse():
    with contextlib.suppress(Exception):
        forms()
    with contextlib.suppress(Exception):
        page()
    forget()


def sample_form():
    from django import forms

    class Sample(forms.Form):
        text = forms.CharField(max_length=5)
        number = forms.IntegerField(min_value=1)
        day = forms.DateField(required=False)
        choice = forms.ChoiceField(choices=[("a", "A")])
        yes = forms.BooleanField()

    return Sample


def forms():
    sample = sample_form()
    for data in ({"text": "good", "number": "1", "choice": "a", "yes": "on"}, {"text": "much too long", "number": "x"}):
        form = sample(data)
        form.is_valid()
        str(form.as_p())


def page():
    """A request through Django's own middleware, as far as the project has it."""
    from django.conf import settings
    from django.core.handlers.base import BaseHandler
    from django.core.handlers.wsgi import WSGIRequest
    from django.http import HttpResponse
    from django.template import engines
    from django.urls import path

    from .web import complete

    def view(request):
        context = {"items": ["one", "two"], "form": sample_form()()}
        return HttpResponse(engines["django"].from_string(TEMPLATE).render(context, request))

    class Urls:
        urlpatterns = [path("page/<int:number>/", lambda request, number: view(request), name="page"), path("", view)]

    own = settings.MIDDLEWARE
    settings.MIDDLEWARE = [name for name in own if name.startswith("django.")]
    try:
        handler = BaseHandler()
        handler.load_middleware()
        for _ in range(2):
            environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "SERVER_NAME": "testserver", "SERVER_PORT": "80"}
            request = WSGIRequest(complete(environ, b""))
            request.urlconf = Urls
            with contextlib.redirect_stderr(io.StringIO()):
                handler.get_response(request)
    finally:
        settings.MIDDLEWARE = own


def forget():
    from django.conf import settings
    from django.core.signals import setting_changed
    from django.urls import set_urlconf
    from django.utils import translation
    import django.test.signals  # noqa: F401  its receivers know what Django keeps

    set_urlconf(None)
    translation.deactivate()
    for name in KEPT:
        value = getattr(settings, name, None)
        setting_changed.send(sender=type(settings), setting=name, value=value, enter=True)
