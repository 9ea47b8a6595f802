import type { ExerciseKind } from '#contract';

/**
 * The files of an exercise that has nothing yet: every part is there, none is finished. It keeps the form, so that
 * `check` and `prove` can list what is missing one by one.
 */
export function skeleton(slug: string, kind: ExerciseKind, skill: string): Map<string, string> {
  return new Map([
    ['exercise.md', exercise(slug, kind, skill)],
    [
      'hints.md',
      '## hint-1\nAsk the question that leads to the first step. Name the concept, not the answer.\n',
    ],
    ['mentor.md', '# Notes for mentors\n\nQuestions to ask after a passing submission:\n\n- …\n'],
    ['starter/manage.py', MANAGE],
    ['starter/project/__init__.py', ''],
    ['starter/project/settings.py', SETTINGS],
    ['starter/project/urls.py', URLS],
    ['starter/app/__init__.py', ''],
    ['starter/app/views.py', VIEWS],
    ['checks/checks.yaml', CHECKS],
    ['checks/test_checks.py', TEST_CHECKS],
  ]);
}

function exercise(slug: string, kind: ExerciseKind, skill: string): string {
  const title = slug.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());
  return `---
slug: ${slug}
title: ${title}
kind: ${kind}
skills: [${skill}]
level: foundation
minutes: 30
django: ">=4.2"
edit: [app/views.py]
timeout_seconds: 20
starter_fails: answers
accepted: []
wrong: []
authors: []
status: draft
---

Say what the project is and what somebody needs from it.

## Your task

1. One thing that can be seen from outside.
2. The next one.

Say which names the checks rely on, and what does not have to be done.
`;
}

const MANAGE = `#!/usr/bin/env python
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
`;

const SETTINGS = `SECRET_KEY = "exercise-only"
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
INSTALLED_APPS = ["app"]
MIDDLEWARE = []
ROOT_URLCONF = "project.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
`;

const URLS = `from django.urls import path

from app import views

urlpatterns = [path("", views.index)]
`;

const VIEWS = `from django.http import HttpResponse


def index(request):
    return HttpResponse("", status=501)
`;

const CHECKS = `- id: answers
  title: The page answers with status 200
  on_fail: >-
    GET / answered with status {status}; the task asks for a page with status
    200. Say here where to look first.
  see: hint-1
`;

const TEST_CHECKS = `from grading.case import CheckCase


class Checks(CheckCase):
    def test_answers(self):
        response = self.client.get("/")
        self.require(response.status_code == 200, status=response.status_code)
`;
