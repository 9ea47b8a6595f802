"""Kinds of exercises, one package each. A kind is a module with `judge(job, channel, results, board)` and
`subject(job, channel)`; everything else it needs it takes from the toolboxes of the two halves."""

from . import fix, implement, orm

KINDS = {"implement": implement, "fix": fix, "orm": orm}


def load(name):
    return KINDS[name]
