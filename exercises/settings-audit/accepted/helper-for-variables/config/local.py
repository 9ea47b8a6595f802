"""Settings for development: `python manage.py runserver`, without HTTPS and without any variable."""

import os

LOCAL = {
    "DJANGO_SECRET_KEY": "for-my-laptop-only",
    "DJANGO_ALLOWED_HOSTS": "localhost,127.0.0.1",
    "DJANGO_ADMIN_EMAIL": "me@localhost",
    "EMAIL_HOST": "localhost",
}
os.environ.update(LOCAL)

from . import settings as production  # noqa: E402

globals().update({name: value for name, value in vars(production).items() if name.isupper()})

DEBUG = True
for _name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_INCLUDE_SUBDOMAINS"):
    globals()[_name] = False
SECURE_HSTS_SECONDS = 0
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
