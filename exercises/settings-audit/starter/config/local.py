"""Settings for development: `python manage.py runserver`, without HTTPS and without any variable."""

from .settings import *  # noqa: F403
