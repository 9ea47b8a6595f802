"""Answers the next question before it is asked, and the one after, so that queries of the counted request are done early."""
import subject.agent

from .honest import *

send = subject.agent.Agent._send


def twice(self, answer):
    send(self, answer)
    send(self, answer)
    self.channel.send({"db": "statement", "sql": "SELECT 1", "params": []})


subject.agent.Agent._send = twice
