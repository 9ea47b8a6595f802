"""Control groups, versions 1, 2 and both at once: one group for each of the two children of a slot."""

import os
import re

PREFIX = "fretboard-"
FILES = {
    1: {
        "memory": "memory.limit_in_bytes",
        "pids": "pids.max",
        "peak": "memory.max_usage_in_bytes",
        "oom": "memory.oom_control",
    },
    2: {"memory": "memory.max", "pids": "pids.max", "peak": "memory.peak", "oom": "memory.events"},
}


def _read(path):
    with open(path) as file:
        return file.read()


def _write(path, text):
    with open(path, "w") as file:
        file.write(text)


def find(mounts="/proc/self/mountinfo", own="/proc/self/cgroup"):
    """Where `memory` and `pids` can be limited: {controller: (version, folder of our own group)}."""
    groups = {}
    for line in _read(own).splitlines():
        _, names, path = line.split(":", 2)
        for name in names.split(",") if names else [""]:
            groups[name] = path
    found = {}
    for line in _read(mounts).splitlines():
        left, _, right = line.partition(" - ")
        point, kind, options = left.split()[4], right.split()[0], right.split()[2].split(",")
        if kind == "cgroup":
            for name in ("memory", "pids"):
                if name in options and name in groups:
                    found[name] = (1, point + groups[name].rstrip("/"))
        elif kind == "cgroup2" and "" in groups:
            folder = point + groups[""].rstrip("/")
            offered = _read(f"{folder}/cgroup.controllers").split()
            for name in ("memory", "pids"):
                if name in offered:
                    found.setdefault(name, (2, folder))
    return found


def sweep(found):
    """Remove empty groups that a killed engine left behind; the process number is part of their name."""
    for _, folder in found.values():
        for name in os.listdir(folder):
            match = re.fullmatch(PREFIX + r"(\d+)", name)
            if match and not os.path.exists(f"/proc/{match.group(1)}"):
                for child in sorted(os.listdir(f"{folder}/{name}")):
                    _remove(f"{folder}/{name}/{child}")
                _remove(f"{folder}/{name}")


def _remove(folder):
    try:
        os.rmdir(folder)
    except OSError:
        pass  # a file, or a group that still has processes: the next sweep gets it


class Group:
    """One child's group: limits set, and descriptors that work from inside the namespaces too."""

    def __init__(self, found, name, memory, pids):
        self.folders = []
        self.join_files = []
        for controller, limit in (("memory", memory), ("pids", pids)):
            version, base = found[controller]
            parent = f"{base}/{PREFIX}{os.getpid()}"
            folder = f"{parent}/{name}"
            if folder in self.folders:
                pass
            elif version == 2:
                self._enable(base, parent)
            os.makedirs(folder, exist_ok=True)
            _write(f"{folder}/{FILES[version][controller]}", str(limit))
            if folder not in self.folders:
                self.folders.append(folder)
                self.join_files.append(os.open(f"{folder}/cgroup.procs", os.O_WRONLY))
        version, base = found["memory"]
        folder = f"{base}/{PREFIX}{os.getpid()}/{name}"
        self.version = version
        self.oom_file = os.open(f"{folder}/{FILES[version]['oom']}", os.O_RDONLY)
        self.peak_file = self._resettable(f"{folder}/{FILES[version]['peak']}")

    @staticmethod
    def _resettable(path):
        """The file with the highest use of memory, if it can be set back between runs: version 2 can since Linux 6.12."""
        try:
            file = os.open(path, os.O_RDWR)
        except OSError:
            return None
        try:
            os.pwrite(file, b"0", 0)
        except OSError:
            os.close(file)
            return None
        return file

    @staticmethod
    def _enable(base, parent):
        os.makedirs(parent, exist_ok=True)
        for folder in (base, parent):
            _write(f"{folder}/cgroup.subtree_control", "+memory +pids")

    def join(self):
        for file in self.join_files:
            os.write(file, b"0")

    def start(self):
        """Forget what earlier runs in this group used."""
        self.oom_before = self._oom_kills()
        if self.peak_file is not None:
            os.pwrite(self.peak_file, b"0", 0)

    def measure(self):
        peak = None if self.peak_file is None else int(os.pread(self.peak_file, 64, 0))
        return {"peak": peak, "oom": self._oom_kills() > self.oom_before}

    def _oom_kills(self):
        match = re.search(rb"oom_kill (\d+)", os.pread(self.oom_file, 512, 0))
        return int(match.group(1)) if match else 0

    def descriptors(self):
        return [*self.join_files, self.oom_file, *([] if self.peak_file is None else [self.peak_file])]

    def remove(self):
        for folder in self.folders:
            _remove(folder)
        for folder in self.folders:
            _remove(os.path.dirname(folder))


HALVES = ("subject", "judge")


def make(memory, pids, slots):
    """For each slot its two groups by name, or the reason why there are none."""
    try:
        found = find()
        if set(found) != {"memory", "pids"}:
            return None, "no control groups for memory and tasks are offered"
        sweep(found)
        return [
            {half: Group(found, f"{half}-{number}", memory, pids) for half in HALVES} for number in range(slots)
        ], ""
    except OSError as error:
        return None, f"control groups cannot be made: {error.strerror}"
