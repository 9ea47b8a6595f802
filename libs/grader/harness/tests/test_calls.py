"""Our numbers of system calls against the kernel's own lists, where its headers are installed."""

import os
import re
import unittest

from . import support  # noqa: F401
from engine import calls, kernel, selfcheck

HEADERS = {
    "x86_64": ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"),
    "aarch64": ("/usr/include/asm-generic/unistd.h",),  # arm64 has no list of its own
}


def kernels_own(machine):
    path = next((path for path in HEADERS[machine] if os.path.exists(path)), None)
    if path is None:
        raise unittest.SkipTest(f"no kernel header lists the calls of {machine}; Debian: linux-libc-dev")
    with open(path) as file:
        found = dict(re.findall(r"^#define (__NR\w*?_\w+)\s+(\w+)$", file.read(), re.MULTILINE))
    numbers = {}
    for name, value in found.items():
        while value in found:  # __NR_mmap is __NR3264_mmap, which is a number
            value = found[value]
        if name.startswith("__NR_") and value.isdigit():
            numbers[name.removeprefix("__NR_")] = int(value)
    return numbers


class Numbers(unittest.TestCase):
    def test_are_those_of_the_kernel(self):
        for column, machine in enumerate(calls.ALLOWED, start=1):
            with self.subTest(machine=machine):
                header = kernels_own(machine)
                ours = [
                    *calls.ALLOWED[machine].items(),
                    *(kernel._NUMBERS[machine] | kernel._COMMON).items(),
                    *((entry[0], entry[column]) for entry in selfcheck.FORBIDDEN),
                ]
                self.assertGreater(len(ours), 100)
                self.assertEqual([one for one in ours if header.get(one[0]) != one[1]], [])


if __name__ == "__main__":
    unittest.main()
