"""What can end a check that is not the check's own fault."""


class CheckFailed(Exception):
    """The work does not meet this check; carries the facts for its message."""

    def __init__(self, facts):
        super().__init__("check failed")
        self.facts = facts


FRAMES = 20


def cleaned(report):
    """The subject's account of an exception, cut to what may be passed on."""
    report = report if isinstance(report, dict) else {}
    frames = report.get("frames")
    found = {
        "type": str(report.get("type", "Exception"))[:100],
        "message": str(report.get("message", ""))[:2000],
        "frames": [
            {"path": frame["path"][:200], "line": frame["line"]}
            for frame in (frames if isinstance(frames, list) else [])[-FRAMES:]
            if isinstance(frame, dict) and type(frame.get("path")) is str and type(frame.get("line")) is int
        ],
    }
    if type(report.get("phase")) is str:
        found["phase"] = report["phase"][:40]
    if type(report.get("errno")) is int and abs(report["errno"]) < 10_000:
        found["errno"] = report["errno"]
    return found


class SubjectError(Exception):
    """The learner's code raised. `error_class` and `message` are plain text; `is_a` knows the base classes."""

    def __init__(self, report):
        bases = report.get("mro") if isinstance(report, dict) else None
        self.bases = [str(name)[:100] for name in bases[:20]] if isinstance(bases, list) else []
        self.report = cleaned(report)
        self.error_class = self.report["type"]
        self.message = self.report["message"]
        super().__init__(f"{self.error_class}: {self.message}")

    def is_a(self, name):
        return name == self.error_class or name in self.bases


class SubjectAnswer(SubjectError):
    """The learner's code answered with something that a check cannot work with."""

    def __init__(self, message):
        super().__init__({"type": "AnswerError", "message": message, "frames": []})


class SubjectSetUp(Exception):
    """The learner's project could not be loaded."""

    def __init__(self, report):
        super().__init__("set-up failed")
        self.report = cleaned(report)


class SubjectGone(Exception):
    """The learner's process has ended; why is seen from outside."""


class LimitReached(Exception):
    """`limit` names which one, `detail` says it for people."""

    def __init__(self, limit, detail):
        super().__init__(detail)
        self.limit = limit
        self.detail = detail
