"""What a process waits for: a handler for each descriptor that can have something to read."""

import select


class Descriptors:
    def __init__(self):
        self.poll = select.poll()
        self.handlers = {}

    def watch(self, number, handler):
        self.handlers[number] = handler
        self.poll.register(number, select.POLLIN)

    def forget(self, number):
        if self.handlers.pop(number, None):
            self.poll.unregister(number)

    def turn(self, patience):
        """Wait, at most for so many milliseconds, and handle what there is."""
        ready = [(number, self.handlers[number]) for number, _ in self.poll.poll(patience)]
        for number, handler in ready:
            # Who came before in this turn may have closed it and opened another under its number, with nothing to read yet.
            if self.handlers.get(number) is handler:
                handler()
