"""What it costs to read an answer of the learner's code, and what breaks on it, is the learner's and never the check's."""

import contextlib
import signal

from .errors import CheckFailed, LimitReached, SubjectAnswer, SubjectError, SubjectGone, SubjectSetUp

SECONDS = 4.0  # of processor time in a whole run: honest answers need milliseconds
AGAIN = 0.5  # what is read may catch the first signal
KNOWN = (AssertionError, CheckFailed, LimitReached, SubjectError, SubjectGone, SubjectSetUp)


class Reading:
    def __init__(self):
        self.left = SECONDS
        self.busy = False
        signal.signal(signal.SIGVTALRM, self._over)

    def _over(self, *_):
        self.left = 0
        if self.busy:
            raise LimitReached("answer-size", "an answer takes too long to read")

    @contextlib.contextmanager
    def clock(self):
        if self.busy:
            yield
            return
        if self.left <= 0:
            raise LimitReached("answer-size", "answers take too long to read")
        self.busy = True
        signal.setitimer(signal.ITIMER_VIRTUAL, self.left, AGAIN)
        try:
            yield
        except KNOWN:
            raise
        except MemoryError:
            raise LimitReached("answer-size", "an answer needs too much memory") from None
        except Exception as error:  # text of a hostile answer breaks parsers in many ways
            raise SubjectAnswer(f"the answer could not be read ({type(error).__name__})") from None
        finally:
            rest, _ = signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            self.left = min(self.left, rest)
            self.busy = False
