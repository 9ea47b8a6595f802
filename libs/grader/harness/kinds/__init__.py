"""Kinds of exercises, one package each: a module with `judge(job, desk)` and, for the learner's side, `subject(job, channel)`
or `workshop(job, channel)`; everything else it needs it takes from the toolboxes of the halves.

With `prepare_judge(material)` and `prepare_subject(material)` it loads once per exercise what all its runs have in common, in
the process that they are forked from: the first from everything, the second from what is public. The second returns what
`subject.ground` says of the starter, when its material asks for that.
"""

from . import ci, deploy_check, fix, implement, javascript, migrate, orm, review, shell, sql, write_tests

KINDS = {
    "implement": implement,
    "fix": fix,
    "orm": orm,
    "shell": shell,
    "ci": ci,
    "deploy-check": deploy_check,
    "sql": sql,
    "migrate": migrate,
    "write-tests": write_tests,
    "javascript": javascript,
    "review": review,
}


def load(name):
    return KINDS[name]
