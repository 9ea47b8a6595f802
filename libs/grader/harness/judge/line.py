"""The judge's end of the channel: ask, serve the database meanwhile, take the answer."""

from engine.channel import BadFrame, ChannelClosed, FrameTooLarge

from .database import Spent
from .errors import LimitReached, SubjectAnswer, SubjectError, SubjectGone, SubjectSetUp
from .reading import Reading

FRAMES_AN_ANSWER = 60_000


class Line:
    def __init__(self, channel, service, board):
        self.channel = channel
        self.service = service
        self.board = board
        self.gone = False
        self.mail = []
        self.reading = Reading()

    def meet(self):
        """The subject's first frame: its cage is closed, and nothing foreign has run yet."""
        try:
            self.channel.receive()
        except (ChannelClosed, OSError):
            self.gone = True
            raise SubjectGone from None

    def ask(self, operation, **fields):
        """The raw answer of the subject, still untrusted plain data."""
        if self.gone:
            raise SubjectGone
        try:
            self.service.begin()
        except Spent as spent:
            raise LimitReached("database", str(spent)) from None
        self.board[0] = 1  # from here on, time that passes is the learner's
        try:
            reply = self._exchange({"op": operation, "with": fields})
        except (ChannelClosed, OSError):
            self.gone = True
            raise SubjectGone from None
        except FrameTooLarge:
            self.gone = True
            raise LimitReached("answer-size", "an answer is larger than 4 MB") from None
        except BadFrame as error:
            self.gone = True
            raise SubjectAnswer(f"the answer could not be read ({error})") from None
        finally:
            try:
                self.service.end()
            finally:
                self.board[0] = 0
        if self.service.lost:
            raise LimitReached("database", self.service.lost)
        return self._unpack(reply)

    def _exchange(self, request):
        self.channel.send(request)
        for _ in range(FRAMES_AN_ANSWER):
            reply = self.channel.receive()
            if not isinstance(reply, dict):
                raise BadFrame("not an object")
            if "db" not in reply:
                return reply
            self.channel.send(self.service.handle(reply))
        raise BadFrame("too many database requests for one answer")

    def _unpack(self, reply):
        if "large" in reply:
            raise LimitReached("answer-size", "an answer is larger than 4 MB")
        if "setup" in reply:
            raise SubjectSetUp(reply["setup"])
        mail = reply.get("mail")
        self.mail += mail if isinstance(mail, list) else []
        if "exc" in reply:
            raise SubjectError(reply["exc"])
        if "value" not in reply:
            raise SubjectAnswer("the answer has no value")
        return reply["value"]
