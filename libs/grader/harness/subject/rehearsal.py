"""Uses Django once where an exercise is prepared, so that first uses (imports, tables of regular expressions, warmed up byte
code) are behind it when children are forked. Only Django's own code runs, and what it keeps of the settings is dropped."""

import contextlib
import io
import unittest

TEMPLATE = (
    "{% load static i18n %}{% csrf_token %}{% if user.is_authenticated %}{{ user }}{% endif %}"
    "{% for message in messages %}{{ message }}{% endfor %}"
    "{% for item in items %}<li class=\"{% cycle 'a' 'b' %}\">{{ item|capfirst|truncatechars:9 }}</li>{% endfor %}"
    "<form>{{ form.as_p }}</form>"
)
# Settings whose receivers of `setting_changed` forget everything that was made from them.
KEPT = ("INSTALLED_APPS", "TEMPLATES", "ROOT_URLCONF", "MIDDLEWARE", "LANGUAGE_CODE", "STORAGES", "FORM_RENDERER")
ROUNDS = 8  # byte code is warm after some


def rehearse():
    """The libraries' tables are there, if they could be made; what is written is rolled back."""
    from django.db import transaction

    for _ in range(ROUNDS):
        with contextlib.suppress(Exception), transaction.atomic():
            for part in (forms, rows, visit):
                attempt(part)
            transaction.set_rollback(True)
    forget()


def attempt(part):
    """Not every project has people, sessions or pages, and how a part ends is no matter."""
    from django.db import transaction

    with contextlib.suppress(Exception), transaction.atomic():
        part()


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


def rows():
    """The statements that projects make most, on the tables that nearly all have."""
    from django.contrib.auth.models import Group, Permission, User
    from django.db.models import Count, F, Q
    from django.forms import modelform_factory

    Group.objects.bulk_create(Group(name=f"group {number}") for number in range(3))
    group = Group.objects.create(name="rehearsal")
    group.name += "!"
    group.save()
    Group.objects.get_or_create(name="another")
    Group.objects.filter(pk=group.pk).update(name=F("name"))
    list(Group.objects.filter(Q(name__icontains="e") | Q(pk__in=[1, 2])).exclude(name="x").order_by("-name")[:2])
    list(Group.objects.annotate(size=Count("user")).values("name", "size"))
    list(Permission.objects.select_related("content_type")[:2])
    list(Group.objects.prefetch_related("permissions"))
    list(Group.objects.values_list("name", flat=True))
    Group.objects.count()
    Group.objects.exists()
    Group.objects.first()
    Group.objects.aggregate(Count("pk"))
    form = modelform_factory(Group, fields=["name"])({"name": "of a form"})
    form.is_valid()
    form.save()
    user = User.objects.create_user("rehearsal", password="of a project")
    user.groups.add(group)
    user.groups.all().exists()
    user.has_perm("auth.add_group")
    group.delete()


def urls():
    """A page that shows, and one that takes a form, signs somebody in and leads back."""
    from django.http import HttpResponse, HttpResponseRedirect
    from django.template import engines
    from django.urls import path, reverse

    def show(request, number=1):
        context = {"items": ["one", "two"], "form": sample_form()()}
        return HttpResponse(engines["django"].from_string(TEMPLATE).render(context, request))

    def take(request):
        from django.contrib import messages
        from django.contrib.auth import login
        from django.contrib.auth.models import User

        sample_form()(request.POST).is_valid()
        login(request, User.objects.get(username="rehearsal"), "django.contrib.auth.backends.ModelBackend")
        messages.success(request, "Done.")
        return HttpResponseRedirect(reverse("number", args=[1]))

    class Urls:
        urlpatterns = [path("page/<int:number>/", show, name="number"), path("take", take), path("", show), *admin()]

    return Urls


def admin():
    """The pages for people and groups, as every project with an admin has them."""
    from django.apps import apps
    from django.contrib.auth.models import Group, User
    from django.urls import path

    if not apps.is_installed("django.contrib.admin"):
        return []
    from django.contrib.admin import AdminSite

    site = AdminSite()
    site.register([User, Group])
    return [path("admin/", site.urls)]


def visit():
    """Requests through Django's own middleware, as far as the project has it."""
    from django.conf import settings
    from django.core.handlers.base import BaseHandler
    from django.core.handlers.wsgi import WSGIRequest

    from .web import complete

    own, made = settings.MIDDLEWARE, urls()
    settings.MIDDLEWARE = [name for name in own if name.startswith("django.")]
    cookies = {}
    try:
        handler = BaseHandler()
        handler.load_middleware()
        for method, address in (("GET", "/"), ("POST", "/take"), ("GET", "/page/2/"), ("GET", "/admin/"), ("GET", "/nowhere")):
            environ = {"REQUEST_METHOD": method, "PATH_INFO": address, "SERVER_NAME": "testserver", "SERVER_PORT": "80"}
            environ |= {"HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items())}
            body = b"text=good&number=1" if method == "POST" else b""
            environ |= {"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/x-www-form-urlencoded"}
            request = WSGIRequest(complete(environ, body))
            request.urlconf = made
            request._dont_enforce_csrf_checks = True
            with contextlib.redirect_stderr(io.StringIO()):
                response = handler.get_response(request)
            cookies |= {name: morsel.value for name, morsel in response.cookies.items()}
            response.close()
    finally:
        settings.MIDDLEWARE = own


def rehearse_tests():
    """Tests of Django's kind, for processes that run a learner's."""
    from django.conf import settings
    from django.test import TestCase, override_settings

    class Rehearsal(TestCase):
        def test_rows(self):
            rows()

        def test_pages(self):
            from django.contrib.auth.models import User

            user = User.objects.create_user("rehearsal", password="of a project")
            self.assertContains(self.client.get("/"), "One")
            self.client.login(username="rehearsal", password="of a project")
            self.assertRedirects(self.client.post("/take", {"text": "good"}, follow=True), "/page/1/")
            self.client.force_login(user)
            self.client.get("/nowhere")

    own = [name for name in settings.MIDDLEWARE if name.startswith("django.")]
    with override_settings(ROOT_URLCONF=urls(), MIDDLEWARE=own), contextlib.redirect_stderr(io.StringIO()):
        for _ in range(ROUNDS):
            unittest.defaultTestLoader.loadTestsFromTestCase(Rehearsal).run(unittest.TestResult())
    forget()


def forget():
    from django.conf import settings
    from django.core.signals import setting_changed
    from django.urls import set_urlconf
    from django.utils import translation
    import django.test.signals  # noqa: F401  its receivers know what Django keeps

    set_urlconf(None)
    translation.deactivate()
    with contextlib.suppress(Exception):
        from django.contrib.contenttypes.models import ContentType

        ContentType.objects.clear_cache()
    for name in KEPT:
        value = getattr(settings, name, None)
        setting_changed.send(sender=type(settings), setting=name, value=value, enter=True)
