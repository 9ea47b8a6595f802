"""A place where one submission at a time runs: its control groups and its ids."""

import os


class Slot:
    def __init__(self, number, groups, cpu=None):
        self.number = number
        self.groups = groups
        self.cpu = cpu

    def begin(self):
        for group in (self.groups or {}).values():
            group.start()

    def join(self, half):
        if self.cpu is not None:
            # Judge and learner take turns, so one processor serves both without waking another.
            os.sched_setaffinity(0, {self.cpu})
        if self.groups:
            self.groups[half].join()

    def measure(self, half):
        return self.groups[half].measure() if self.groups else {"peak": None, "oom": False}

    def descriptors(self):
        return [number for group in (self.groups or {}).values() for number in group.descriptors()]
