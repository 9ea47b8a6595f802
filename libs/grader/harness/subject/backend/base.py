"""The engine named in the learner's settings while an exercise is graded."""

import sqlite3

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.operations import DatabaseOperations as StockOperations
from django.db.transaction import Atomic

from .wire import Connection, Cursor


class DatabaseFeatures(base.DatabaseWrapper.features_class):
    # As on a server: outside of a block it raises. SQLite locks no rows; the mark tells the judge what was asked for.
    has_select_for_update = True


class DatabaseOperations(StockOperations):
    def for_update_sql(self, nowait=False, skip_locked=False, of=(), no_key=False):
        return "/* FOR UPDATE */"

    def _quote_params_for_last_executed_query(self, params):
        """Text for the learner's own query log: answered here, so that it never counts as a query."""
        scratch = sqlite3.connect(":memory:")
        try:
            columns = ", ".join(["QUOTE(?)"] * len(params))
            return scratch.execute(f"SELECT {columns}", tuple(params)).fetchone()
        finally:
            scratch.close()


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    outer_savepoint = True

    def get_new_connection(self, conn_params):
        return Connection()

    def init_connection_state(self):
        pass

    def create_cursor(self, name=None):
        return Cursor(self.connection)

    def is_in_memory_db(self):
        return True

    def _start_transaction_under_autocommit(self):
        with self.wrap_database_errors:
            self.connection.begin(log=self.outer_savepoint)

    def _set_autocommit(self, autocommit):
        with self.wrap_database_errors:
            if autocommit:
                self.connection.commit(log=self.outer_savepoint)
            self.connection.manual = not autocommit and not self.in_atomic_block

    def _commit(self):
        if self.connection is not None:
            with self.wrap_database_errors:
                self.connection.commit(log=self.outer_savepoint)

    def _rollback(self):
        if self.connection is not None:
            with self.wrap_database_errors:
                self.connection.rollback(log=self.outer_savepoint)

    def _savepoint(self, sid):
        self._change("savepoint", sid)

    def _savepoint_commit(self, sid):
        self._change("release", sid)

    def _savepoint_rollback(self, sid):
        self._change("rollback_to", sid)

    def _change(self, action, sid):
        with self.wrap_database_errors:
            self.connection.change(action, sid=sid)


_enter = Atomic.__enter__


def _remember_savepoint(self):
    """Inside a TestCase the outermost block is a savepoint, but only if the block wanted one. Keep the same count."""
    from django.db import transaction

    connection = transaction.get_connection(self.using)
    if isinstance(connection, DatabaseWrapper) and not connection.in_atomic_block:
        connection.outer_savepoint = self.savepoint
    return _enter(self)


Atomic.__enter__ = _remember_savepoint
