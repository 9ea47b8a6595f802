"""What the judge has at hand: the learner's processes, which it can ask for and end, and its report."""

import mmap
import os
import socket
import sys

from engine.channel import Channel

from .records import Diagnostics, Records

END_IT = 0x80


class Desk:
    """`channel` leads to the learner's first process, which starts by itself; others start when asked for."""

    def __init__(self, data, board, desk, channels):
        self.records = Records(data)
        sys.stdout = sys.stderr = Diagnostics(self.records)
        self.board = mmap.mmap(board, mmap.PAGESIZE)
        os.close(board)
        self._desk = socket.socket(fileno=desk)
        self._channels = [Channel(socket.socket(fileno=number)) for number in channels]
        self._current = 0

    @property
    def channel(self):
        return self._channels[self._current]

    @property
    def processes(self):
        """How many processes of the learner's this run may have."""
        return len(self._channels)

    def start(self, index):
        """Start a further process (from 0, in the order of the run's jobs) beside those that run; its channel."""
        self._desk.send(bytes([index + 1]))
        return self._channels[index]

    def end(self, index):
        self._desk.send(bytes([END_IT | index + 1]))

    def next_subject(self):
        """End the learner's current process and start the next; its channel."""
        self.end(self._current)
        self._channels[self._current].sock.close()
        self._current += 1
        return self.start(self._current)
