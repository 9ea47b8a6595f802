"""Settings for development: `python manage.py runserver`, without HTTPS and without any variable."""

import os

os.environ.setdefault("DJANGO_SECRET_KEY", "local-only-and-known-to-everybody-who-has-the-code")
os.environ.setdefault("DJANGO_ADMIN_EMAIL", "nobody@localhost")

from .settings import *  # noqa: E402, F403

DEBUG = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
