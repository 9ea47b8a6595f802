"""Runs with the packages of a runtime on the path: RUNTIME_SITE names them."""

import os
import sys

HARNESS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
for folder in (os.environ.get("RUNTIME_SITE", ""), HARNESS):
    if folder and folder not in sys.path:
        sys.path.insert(0, folder)


def django():
    """Settings and registry for tests of the judge, once."""
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
            INSTALLED_APPS=[],
            SECRET_KEY="tests",
            USE_TZ=True,
        )
        django.setup(set_prefix=False)
