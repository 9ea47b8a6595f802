"""Counts the runs, in every place that could outlive a process, and fails from the sixth on."""
import glob
import os
import unittest

PLACES = [os.environ.get("TMPDIR", "/box/tmp"), os.environ.get("HOME", "/box/home"), "/tmp", "/dev/shm", "/var/tmp", "/runtime", os.getcwd() + "/.."]


def runs():
    count = 0
    for place in PLACES:
        count = max(count, len(glob.glob(f"{place}/run-*")))
        try:
            open(f"{place}/run-{os.getpid()}-{id(place)}-{count}", "w").close()
        except OSError:
            pass
    return count


BEFORE = runs() + len([number for number in range(2, 400) if os.path.exists(f"../{number}")])


class Tests(unittest.TestCase):
    pass


for number in range(12):
    setattr(Tests, f"test_{number}", lambda self: self.assertLess(BEFORE, 6))
