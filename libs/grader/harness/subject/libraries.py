"""Migrations of prepared libraries, read and rendered once per exercise: each child goes on from the state they lead to.

What a child finds otherwise (other libraries, another place of their migrations, other migrations applied) it works out
anew, as Django does.
"""

import contextlib
import types

from django.apps import apps
from django.core.management.commands import migrate
from django.db.migrations import executor, loader

_known = None


class Known:
    def __init__(self, configs):
        found = loader.MigrationLoader(None, ignore_no_migrations=True)
        self.configs = {config.label: config for config in configs}
        self.modules = {label: found.migrations_module(label) for label in self.configs}
        self.migrations = found.disk_migrations
        self.unmigrated = found.unmigrated_apps
        self.applied = set(found.graph.nodes)
        self.state = found.project_state()
        _ = self.state.apps  # rendered now

    def holds(self, config):
        """Whether this app is one of ours and has its migrations where they were."""
        label = config.label
        return self.configs.get(label) is config and loader.MigrationLoader.migrations_module(label) == self.modules[label]

    def take_state(self):
        """To be changed by whoever takes it, so only once."""
        state, self.state = self.state, None
        return state


def prepare(configs):
    global _known
    _known = Known(configs)


class Loader(loader.MigrationLoader):
    def load_disk(self):
        configs = list(apps.get_app_configs())
        ours = {config.label for config in configs if _known.holds(config)}
        rest = [config for config in configs if config.label not in ours]
        narrowed = types.SimpleNamespace(get_app_configs=lambda: rest, get_app_config=apps.get_app_config)
        with instead(loader, "apps", narrowed):
            super().load_disk()
        self.unmigrated_apps |= _known.unmigrated & ours
        self.migrated_apps |= ours - _known.unmigrated
        self.disk_migrations |= {key: one for key, one in _known.migrations.items() if key[0] in ours}


    def check_consistent_history(self, connection):
        # Asked right after the graph was built: nothing was applied since.
        read = types.SimpleNamespace(applied_migrations=lambda: self.applied_migrations)
        with contextlib.nullcontext() if self.replacements else instead(loader, "MigrationRecorder", lambda _: read):
            super().check_consistent_history(connection)


class Executor(executor.MigrationExecutor):
    def __init__(self, *args, **named):
        with instead(executor, "MigrationLoader", Loader):
            super().__init__(*args, **named)

    def check_replacements(self):
        if self.loader.replacements:
            super().check_replacements()

    def _create_project_state(self, with_applied_migrations=False):
        if with_applied_migrations and _known.state and self._stands_on_libraries():
            return _known.take_state()
        return super()._create_project_state(with_applied_migrations)

    def _stands_on_libraries(self):
        """Whether what is applied is what the libraries have, and no app of the project takes part by its models."""
        found = self.loader
        return (
            found.unmigrated_apps == _known.state.real_apps
            and {key for key in found.applied_migrations if key in found.graph.nodes} == _known.applied
            and all(found.disk_migrations[key] is _known.migrations[key] for key in _known.applied)
        )


@contextlib.contextmanager
def used():
    """While the command `migrate` runs."""
    if _known is None:
        yield
    else:
        with instead(migrate, "MigrationExecutor", Executor):
            yield


@contextlib.contextmanager
def instead(module, name, value):
    stock = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, stock)
