"""Scripts of a page. The learner's Django project renders it, a workshop beside it plays it in a DOM, and what a browser
would send goes back to the project: rows in the database decide."""

from workshop import warden

from .. import implement

subject = implement.subject
workshop = warden.serve
prepare_subject = implement.prepare_subject
prepare_judge = implement.prepare_judge


def judge(job, desk):
    from grading.page import PageCase, Stage

    PageCase.stage = Stage(desk, job["static"])
    implement.judge(job, desk)
