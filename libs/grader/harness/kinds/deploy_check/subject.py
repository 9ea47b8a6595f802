"""The learner's half: a site that starts with the settings and the environment the judge names. Nothing is put in the
place of a setting; what its process may reach is decided by the cage alone."""

import os
import smtplib
import sys

from engine import files
from subject import agent, crossing, project

MESSAGES = 20


class PostOffice(smtplib.SMTP):
    """Stands where a mail server would be, since there is no network: takes every message and keeps it."""

    kept = []

    def __init__(self, host="", port=0, *_, **__):
        self.host = str(host)

    def _accept(self, *_, **__):
        return 250, b"ok"

    ehlo = helo = ehlo_or_helo_if_needed = starttls = login = noop = quit = close = connect = _accept

    def sendmail(self, from_addr, to_addrs, msg, *_, **__):
        if len(self.kept) < MESSAGES:
            text = msg if isinstance(msg, str) else bytes(msg).decode("utf-8", "replace")
            self.kept.append({"host": self.host, "from": str(from_addr), "to": [*map(str, to_addrs)], "text": text})
        return {}

    def send_message(self, msg, from_addr=None, to_addrs=None, *_, **__):
        return self.sendmail(from_addr or msg["From"], to_addrs or [msg["To"]], msg.as_string())


class Site(agent.Agent):
    """What the judge can ask of a running site, besides what it can ask of any project."""

    def op_start(self, settings, environment):
        os.environ.update(environment)
        os.environ["DJANGO_SETTINGS_MODULE"] = settings
        smtplib.SMTP = smtplib.SMTP_SSL = PostOffice
        project.plain_python()
        for phase, step in PHASES:
            project.in_phase(phase, step)

    def op_values(self, names):
        """Settings in force, without those that nobody knows."""
        from django.conf import settings

        return crossing.out({name: getattr(settings, name) for name in names if hasattr(settings, name)})

    def op_check_deploy(self):
        """`check --deploy --fail-level WARNING`, and what it is about."""
        from django.core.checks import run_checks

        answer = self.op_command("check", [], {"deploy": True, "fail_level": "WARNING"})
        messages = run_checks(include_deployment_checks=True)
        return {
            "passed": answer["error"] is None,
            "messages": [[str(one.id), int(one.level), bool(one.is_silenced())] for one in messages[:100]],
        }

    def op_post(self):
        sent, PostOffice.kept[:] = [*PostOffice.kept], []
        return sent


def settings_as_they_are():
    from django.conf import settings

    settings._setup()


def apps():
    import django

    django.setup()


def urls():
    from django.urls import get_resolver

    list(get_resolver().url_patterns)


PHASES = (("settings", settings_as_they_are), ("apps", apps), ("urls", urls))


def subject(job, channel):
    files.write(job["files"])
    sys.stdout.reconfigure(line_buffering=True)
    Site(job, channel).serve()
