"""The judge's half: keeps the learner's sites apart, one process per environment, and asks them."""

from judge import bench
from judge.errors import SubjectSetUp


def judge(job, desk):
    bench.run(job, desk, play)


def play(job, desk):
    parts = bench.load_parts(job)
    from grading import deployment

    service = Quiet()
    deployment.DeploymentCase.sites = Sites(desk, service)
    desk.records.say("caged")
    desk.records.say("loaded")
    bench.hidden(job, desk, parts, service)


class Quiet:
    """In the place of the service for the subject's statements: these sites bring their own database, which nobody
    believes."""

    lost, writes = None, 0

    def is_foreign(self):
        return False

    def begin(self):
        pass

    end = begin

    def handle(self, frame):
        return {"err": "OperationalError", "msg": "there is no database here"}


class Sites:
    """The one site that runs. Another environment is another process: settings are read once and leave traces."""

    def __init__(self, desk, service):
        self.desk = desk
        self.service = service
        self.subject = self._meet(desk.channel)
        self.running = None

    def start(self, settings, environment):
        """The learner's process with these settings and these variables; the one at hand when it has them."""
        wanted = (settings, tuple(sorted(environment.items())))
        if self.running == wanted:
            return self.subject
        if self.running is not None:
            self.subject = self._meet(self.desk.next_subject())
        self.running = (settings, None)  # until it has started, it is no site that could be used again
        self.subject.line.ask("start", settings=settings, environment=dict(environment))
        self.running = wanted
        return self.subject

    def refusal(self, settings, environment):
        """What the learner's code raised instead of starting, or None when it has started."""
        try:
            self.start(settings, environment)
        except SubjectSetUp as error:
            return error.report
        return None

    def _meet(self, channel):
        from judge.api import Subject
        from judge.line import Line

        subject = Subject()
        subject.line = Line(channel, self.service, self.desk.board)
        subject.line.meet()
        return subject
