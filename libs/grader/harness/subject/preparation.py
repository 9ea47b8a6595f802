"""Apps of libraries, such as `django.contrib.admin`, loaded once per exercise; the learner's apps are added in each child.

What is prepared comes from the public starter. A project that is built otherwise (other libraries, another user model) is
loaded from the beginning instead, so its learner waits a little longer and gets the same verdict.
"""

import contextlib
import os
import sys

from engine import files as box

from . import rehearsal, schema, stand_in, widgets

# Settings that the classes of a library, or its tables, depend on.
SHAPING = ("AUTH_USER_MODEL", "DEFAULT_AUTO_FIELD", "DEFAULT_INDEX_TABLESPACE", "DEFAULT_TABLESPACE", "MIGRATION_MODULES")
# Of these nobody keeps anything; Django would print a warning for the first, and there may be none of the second yet.
UNKEPT = ("DATABASES", "SECRET_KEY")
_prepared = None


class Prepared:
    def __init__(self, settings, configs):
        self.settings = settings
        self.configs = configs  # by their entry in INSTALLED_APPS


def settings_of(files, module):
    """The values of a settings module that stands by itself; an exception for one that does not."""
    path = module.replace(".", "/") + ".py"
    values = {"__name__": module, "__file__": f"{box.PROJECT}/{path}"}
    environment = dict(os.environ)
    exec(compile(files[path], values["__file__"], "exec", dont_inherit=True), values)
    os.environ.clear()
    os.environ.update(environment)
    return {name: value for name, value in values.items() if name.isupper()}


def library_apps(files, module):
    """Entries of INSTALLED_APPS that are no part of the project."""
    own = {path.split("/")[0].removesuffix(".py") for path in files}
    return [entry for entry in settings_of(files, module).get("INSTALLED_APPS", ()) if entry.split(".")[0] not in own]


def prepare(material):
    """In the process that children are forked from: nothing of the learner's, nothing of the hidden checks. Returns the
    paths that decide whether a project stands on the starter's ground, where that was asked for."""
    prepare_libraries(material)
    return prepare_ground(material, ("apps",))  # the tables are the judge's


def prepare_ground(material, phases, tables=()):
    if not material["settings"] or "edit" not in material:
        return None
    from . import project

    # URLs lead to views, and those are what learners write.
    return project.lay_ground(material, [phase for phase in phases if phase != "urls"], tables)


def prepare_libraries(material):
    global _prepared
    if not material["settings"]:
        return
    from django.apps import apps
    from django.conf import settings

    import django

    from .project import force

    entries = library_apps(material["starter"], material["settings"])
    values = settings_of(material["starter"], material["settings"])
    settings.configure(**values | {"INSTALLED_APPS": entries})
    force(settings, material.get("engine", stand_in.ENGINE), "prepared")
    django.setup(set_prefix=False)
    if apps.is_installed("django.contrib.admin"):
        import django.contrib.admin.sites  # noqa: F401
    _prepared = Prepared(settings._wrapped, dict(zip(entries, apps.get_app_configs())))
    schema.prepare(list(_prepared.configs.values()))
    if "engine" not in material:
        with stand_in.database():
            with contextlib.suppress(Exception):
                migrate_libraries(entries)
            rehearsal.rehearse()
    with contextlib.suppress(Exception):
        widgets.prepare()


def is_ready():
    return _prepared is not None


def configs_of(entries):
    """What is prepared of these entries of INSTALLED_APPS."""
    return [_prepared.configs[entry] for entry in entries if entry in _prepared.configs] if _prepared else []


def fits(settings, tables):
    """Whether the learner's project can stand on what is prepared, and on the tables that the judge has made."""
    installed = list(settings.INSTALLED_APPS)
    needed = [*tables, *(_prepared.configs if _prepared else ())]
    if any(entry not in installed for entry in needed):
        return False
    return not _prepared or all(getattr(settings, name) == getattr(_prepared.settings, name) for name in SHAPING)


def announce(settings):
    """Tell everything that keeps a copy of a setting which settings are others than those of the preparation."""
    from django.core.signals import setting_changed
    import django.test.signals  # noqa: F401  its receivers know what Django keeps

    before = _prepared.settings
    for name in sorted(set(dir(settings._wrapped)) | set(dir(before))):
        if not name.isupper() or name in UNKEPT:
            continue
        value = getattr(settings, name, None)
        if value != getattr(before, name, None):
            setting_changed.send(sender=type(settings), setting=name, value=value, enter=True)


def populate(entries):
    """What `apps.populate` does, for the apps that are not there yet."""
    from django.apps import AppConfig, apps
    from django.core.exceptions import ImproperlyConfigured

    apps.apps_ready = apps.models_ready = apps.ready = False
    known, found, added = _prepared.configs, {}, []
    for entry in entries:
        config = known.get(entry)
        if config is None:
            config = AppConfig.create(entry)
            added.append(config)
        if config.label in found:
            raise ImproperlyConfigured(f"Application labels aren't unique, duplicates: {config.label}")
        found[config.label] = config
        config.apps = apps
    names = [config.name for config in found.values()]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ImproperlyConfigured(f"Application names aren't unique, duplicates: {', '.join(sorted(set(twice)))}")
    apps.app_configs = found
    apps.apps_ready = True
    for config in added:
        config.import_models()
    apps.clear_cache()
    apps.models_ready = True
    for config in added:
        config.ready()
    apps.ready = True
    apps.ready_event.set()
    apps.clear_cache()  # relations of the new models to those that were there


def migrate_libraries(entries):
    """In the judge: the tables of these apps, with the rows that their handlers of `post_migrate` make. Raises when they
    depend on an app of the project, as they do with a user model of its own."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.models.signals import post_migrate

    wanted = set(entries)
    configs = [
        config
        for config in apps.get_app_configs()
        if config.name in wanted or f"{type(config).__module__}.{type(config).__qualname__}" in wanted
    ]
    labels = {config.label for config in configs}
    executor = MigrationExecutor(connection)
    targets = [node for node in executor.loader.graph.leaf_nodes() if node[0] in labels]
    plan = executor.migration_plan(targets)
    if any(migration.app_label not in labels for migration, _ in plan):
        raise ValueError("the libraries' tables depend on the project's")
    executor.migrate(targets, plan)
    for config in configs:
        post_migrate.send(
            sender=config, app_config=config, verbosity=0, interactive=False, using="default", apps=apps, plan=[]
        )
    sys.modules["django.db"].connection.queries_log.clear()
