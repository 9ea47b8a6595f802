"""Makes the tables of the learner's project as the command `migrate` does.

That command finds out much anew that is the same for every run of an exercise: its own options, and that the content types
and permissions of the libraries are there. Where an exercise is prepared, both are known before the learner's process is
forked; a project that could make a difference is migrated in full.
"""

import os
import weakref

from . import libraries

OPTIONS = {"verbosity": 0, "interactive": False, "run_syncdb": True, "skip_checks": True}
# Modules whose handlers of `post_migrate` make rows for the models of an app, and nothing else.
ROWS = ("django.contrib.auth.management", "django.contrib.contenttypes.management")
# Operations that cannot touch those rows.
PLAIN = ("django.db.migrations.operations.models", "django.db.migrations.operations.fields")
_options = None
_models = {}  # of the prepared libraries, by their configuration
_have_rows = frozenset()  # libraries whose rows are in the database


def prepare(configs):
    global _options
    from django.core.management.commands.migrate import Command
    from django.db.models.signals import post_migrate

    _options = vars(Command().create_parser("manage.py", "migrate").parse_args([]))
    _options.pop("args", None)
    _models.update({config: set(config.models) for config in configs})
    post_migrate.receivers = [_where_needed(entry) for entry in post_migrate.receivers]
    post_migrate.sender_receivers_cache.clear()
    libraries.prepare(configs)


def _where_needed(entry):
    """A receiver that makes rows is not asked to where they are there; its place in the order stays."""
    key, receiver, *rest = entry
    handler = receiver() if isinstance(receiver, weakref.ReferenceType) else receiver
    if getattr(handler, "__module__", None) not in ROWS:
        return entry

    def handle(app_config, plan=(), **named):
        if app_config not in _have_rows or not _is_plain(plan):
            handler(app_config=app_config, plan=plan, **named)

    return key, handle, *rest


def _is_plain(plan):
    return all(type(step).__module__ in PLAIN for migration, _ in plan for step in migration.operations)


def migrate(made):
    """`made` are the entries of INSTALLED_APPS whose tables and rows are in the database already."""
    global _have_rows
    from django.apps import apps
    from django.core.management import call_command
    from django.core.management.commands.migrate import Command

    configs = list(apps.get_app_configs())
    has_own = any(
        os.path.exists(f"{config.path}/management/commands/migrate.py") for config in configs if config not in _models
    )
    with open(os.devnull, "w") as nowhere:
        if _options is None or has_own:
            call_command("migrate", **OPTIONS, stdout=nowhere, stderr=nowhere)
            return
        # A model of the learner's may call itself one of a library.
        _have_rows = {config for config in made if _models.get(config) == set(config.models)}
        with libraries.used():
            Command().execute(**_options | OPTIONS | {"stdout": nowhere, "stderr": nowhere})
