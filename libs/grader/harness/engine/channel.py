"""Frames on a stream socket: four bytes of length, then JSON. Never pickle, never more than the cap."""

import json
import struct

FRAME_CAP = 4 * 1024 * 1024
JOB_CAP = 64 * 1024 * 1024  # from Node: eight megabytes of files, of which a letter can be six bytes


class ChannelClosed(Exception):
    """The other side is gone."""


class BadFrame(Exception):
    """The other side sent something that is no frame."""


class FrameTooLarge(Exception):
    """What was to be sent, or what was announced, is over the cap."""


def dumps(value):
    try:
        return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode()
    except RecursionError:
        raise BadFrame("nested too deeply") from None


def loads(data):
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadFrame(f"not JSON: {type(error).__name__}") from None


class Channel:
    """One end of a connection that carries frames."""

    def __init__(self, sock):
        self.sock = sock

    def send(self, value):
        data = dumps(value)
        if len(data) > FRAME_CAP:
            raise FrameTooLarge(len(data))
        try:
            self.sock.sendall(struct.pack(">I", len(data)) + data)
        except (BrokenPipeError, ConnectionResetError):
            raise ChannelClosed from None

    def receive(self, most=FRAME_CAP):
        length = struct.unpack(">I", self._exactly(4))[0]
        if length > most:
            raise FrameTooLarge(length)
        return loads(self._exactly(length))

    def _exactly(self, count):
        parts = []
        while count:
            try:
                part = self.sock.recv(min(count, 1 << 18))
            except ConnectionResetError:
                part = b""
            if not part:
                raise ChannelClosed
            parts.append(part)
            count -= len(part)
        return b"".join(parts)
