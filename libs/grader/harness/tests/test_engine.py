import os
import socket
import struct
import tempfile
import unittest

from . import support  # noqa: F401
from engine import calls, cgroups, container, files, gvisor, seccomp
from engine.channel import Channel, ChannelClosed, FrameTooLarge

DATA = struct.Struct("=iIQ6Q")


def verdict(program, machine, number, arguments=()):
    """What a filter answers, by interpreting it: the kernel's rules for the few instructions it is made of."""
    words = [0] * 6
    for index, value in enumerate(arguments):
        words[index] = value & 0xFFFFFFFFFFFFFFFF
    data = DATA.pack(number, seccomp.ARCHITECTURE.get(machine, 1), 0, *words)
    accumulator = position = 0
    while True:
        code, yes, no, operand = program[position]
        position += 1
        if code == seccomp.LOAD:
            accumulator = struct.unpack_from("=I", data, operand)[0]
        elif code == seccomp.AND:
            accumulator &= operand
        elif code == seccomp.RETURN:
            return operand
        else:
            holds = {
                seccomp.EQUAL: accumulator == operand,
                seccomp.GREATER_EQUAL: accumulator >= operand,
                seccomp.GREATER: accumulator > operand,
                seccomp.ANY_BIT: bool(accumulator & operand),
            }[code]
            position += yes if holds else no


class Filter(unittest.TestCase):
    def test_only_listed_calls_pass_on_both_machines(self):
        for machine, allowed in calls.ALLOWED.items():
            program = seccomp.program(machine)
            special = {"clone", "clone3", "close_range", "prctl", "ioctl", "socketpair", "prlimit64", "fcntl", "sendto"}
            plain = {number for name, number in allowed.items() if name not in special and "xattr" not in name}
            for number in range(600):
                with self.subTest(machine=machine, number=number):
                    found = verdict(program, machine, number)
                    if number in plain:
                        self.assertEqual(found, seccomp.ALLOW)
                    elif number not in allowed.values():
                        self.assertEqual(found, seccomp.REFUSE | seccomp.EPERM)

    def test_threads_but_no_processes_or_namespaces(self):
        for machine in calls.ALLOWED:
            program, clone = seccomp.program(machine), calls.ALLOWED[machine]["clone"]
            thread = 0x3D0F00
            self.assertEqual(verdict(program, machine, clone, [thread]), seccomp.ALLOW)
            own_table = thread & ~0x400
            for flags in (17, 0x100, 0x10000, own_table, thread | 0x10000000, thread | 0x20000000, thread | 0x80):
                self.assertEqual(verdict(program, machine, clone, [flags]), seccomp.REFUSE | seccomp.EPERM)
            self.assertEqual(
                verdict(program, machine, calls.ALLOWED[machine]["clone3"]), seccomp.REFUSE | seccomp.ENOSYS
            )

    def test_no_thread_gets_descriptors_of_its_own(self):
        for machine in calls.ALLOWED:
            program, number = seccomp.program(machine), calls.ALLOWED[machine]["close_range"]
            self.assertEqual(verdict(program, machine, number, [3, 9, 0]), seccomp.ALLOW)
            self.assertEqual(verdict(program, machine, number, [3, 9, 4]), seccomp.ALLOW)
            self.assertEqual(verdict(program, machine, number, [3, 9, 6]), seccomp.REFUSE | seccomp.EPERM)

    def test_limits_can_be_read_and_not_set(self):
        for machine in calls.ALLOWED:
            program, number = seccomp.program(machine), calls.ALLOWED[machine]["prlimit64"]
            self.assertEqual(verdict(program, machine, number, [0, 7, 0, 1]), seccomp.ALLOW)
            for pointer in (1, 1 << 32, 0x7FFF00000000):
                self.assertEqual(verdict(program, machine, number, [0, 7, pointer]), seccomp.REFUSE | seccomp.EPERM)

    def test_sockets_only_as_unnamed_pairs(self):
        for machine in calls.ALLOWED:
            program, number = seccomp.program(machine), calls.ALLOWED[machine]["socketpair"]
            self.assertEqual(verdict(program, machine, number, [1]), seccomp.ALLOW)
            self.assertEqual(verdict(program, machine, number, [2]), seccomp.REFUSE | seccomp.EPERM)

    def test_terminals_and_process_settings_are_out_of_reach(self):
        for machine in calls.ALLOWED:
            program = seccomp.program(machine)
            for name, index, good, bad in (("ioctl", 1, 0x5401, 0x5412), ("prctl", 0, 15, 1)):
                arguments = [0, 0]
                arguments[index] = good
                self.assertEqual(verdict(program, machine, calls.ALLOWED[machine][name], arguments), seccomp.ALLOW)
                arguments[index] = bad
                found = verdict(program, machine, calls.ALLOWED[machine][name], arguments)
                self.assertEqual(found, seccomp.REFUSE | seccomp.EPERM)

    def test_no_datagram_to_a_name_and_no_signal_by_a_descriptor(self):
        for machine in calls.ALLOWED:
            program, send, control = (seccomp.program(machine), *(calls.ALLOWED[machine][name] for name in ("sendto", "fcntl")))
            refused = seccomp.REFUSE | seccomp.EPERM
            self.assertEqual(verdict(program, machine, send, [3, 1 << 40, 5, 0, 0, 0]), seccomp.ALLOW)
            for pointer in (1, 1 << 32):
                self.assertEqual(verdict(program, machine, send, [3, 1 << 40, 5, 0, pointer, 16]), refused)
            for command in (0, 1, 2, 3, 4, 1030):
                self.assertEqual(verdict(program, machine, control, [3, command]), seccomp.ALLOW)
            for command in seccomp.SIGNALLING_COMMANDS:
                self.assertEqual(verdict(program, machine, control, [3, command, 1]), refused)

    def test_among_others_a_process_signals_itself_alone_and_pretends_to_change_rights(self):
        own, other = 4711, 4712
        for machine, allowed in calls.ALLOWED.items():
            program, refused = seccomp.program(machine, among_others=own), seccomp.REFUSE | seccomp.EPERM
            for name, arguments in (("kill", []), ("tkill", []), ("tgkill", [own])):
                with self.subTest(machine=machine, name=name):
                    self.assertEqual(verdict(program, machine, allowed[name], [own, *arguments, 15]), seccomp.ALLOW)
                    for signal in (seccomp.SIGKILL, seccomp.SIGSTOP):
                        self.assertEqual(verdict(program, machine, allowed[name], [own, *arguments, signal]), refused)
                    for process in (0, -1, -own, other):
                        self.assertEqual(verdict(program, machine, allowed[name], [process, *arguments, 15]), refused)
            for name in set(seccomp.PRETENDED) & set(allowed):
                self.assertEqual(verdict(program, machine, allowed[name]), seccomp.REFUSE)

    def test_other_architectures_are_killed(self):
        self.assertEqual(verdict(seccomp.program("x86_64"), "i386", 1), seccomp.KILL_PROCESS)
        self.assertEqual(verdict(seccomp.program("x86_64"), "x86_64", 0x40000001), seccomp.KILL_PROCESS)


class FilterOfPrograms(unittest.TestCase):
    """In a workshop programs may be started; nothing else is won by it."""

    def asked(self, machine, name, *arguments):
        calls_here = calls.ALLOWED[machine] | calls.PROGRAMS[machine]
        return verdict(seccomp.program(machine, programs=True), machine, calls_here[name], arguments)

    def test_what_is_added_is_listed(self):
        for machine in calls.ALLOWED:
            before, after = seccomp.program(machine), seccomp.program(machine, programs=True)
            added = set(calls.PROGRAMS[machine].values())
            for number in range(600):
                one, two = verdict(before, machine, number), verdict(after, machine, number)
                if number not in added and number != calls.ALLOWED[machine]["clone"]:
                    self.assertEqual(one, two, number)

    def test_processes_but_no_namespaces(self):
        for machine in calls.ALLOWED:
            for flags in (17, 0x4111, 0x3D0F00):
                self.assertEqual(self.asked(machine, "clone", flags), seccomp.ALLOW)
            for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
                self.assertEqual(self.asked(machine, "clone", 17 | flag), seccomp.REFUSE | seccomp.EPERM)
            self.assertEqual(self.asked(machine, "clone3"), seccomp.REFUSE | seccomp.ENOSYS)

    def test_limits_of_oneself_only(self):
        for machine in calls.ALLOWED:
            self.assertEqual(self.asked(machine, "prlimit64", 0, 7, 1), seccomp.ALLOW)
            for pid in (1, 1 << 32, 4711):
                self.assertEqual(self.asked(machine, "prlimit64", pid, 7, 1), seccomp.REFUSE | seccomp.EPERM)

    def test_files_have_no_extended_attributes(self):
        for machine in calls.ALLOWED:
            for name in ("getxattr", "setxattr", "flistxattr"):
                self.assertEqual(self.asked(machine, name), seccomp.REFUSE | seccomp.ENOTSUP)


class Frames(unittest.TestCase):
    def test_lengths_are_checked_before_anything_is_read(self):
        ours, theirs = socket.socketpair()
        theirs.sendall(b"\xff\xff\xff\xff")
        with self.assertRaises(FrameTooLarge):
            Channel(ours).receive()

    def test_an_early_end_is_told(self):
        ours, theirs = socket.socketpair()
        theirs.sendall(struct.pack(">I", 10) + b"abc")
        theirs.close()
        with self.assertRaises(ChannelClosed):
            Channel(ours).receive()


class Ids(unittest.TestCase):
    ADMINISTRATOR = 0x1FFFFFFFFFF

    def test_who_may_give_ids_to_the_children(self):
        whole, one = "0 0 4294967295\n", "0 1000 1\n"
        rootless = "0 1000 1\n1 100000 65536\n"
        for user, rights, ids, expected in (
            (0, self.ADMINISTRATOR, whole, (container.HOST_UIDS, container.UIDS)),
            (0, self.ADMINISTRATOR, rootless, (32_769, container.FEW_UIDS)),
            (0, self.ADMINISTRATOR, one, None),
            (0, 0, whole, None),
            (0, self.ADMINISTRATOR & ~(1 << 21), whole, None),
            (1000, self.ADMINISTRATOR, whole, None),
        ):
            with self.subTest(user=user, rights=hex(rights), ids=ids):
                self.assertEqual(container.spare_ids(user, rights, ids, ids), expected)


class Kernels(unittest.TestCase):
    def test_only_gvisor_is_taken_for_gvisor(self):
        self.assertTrue(gvisor.says(b"[    0.000000] Starting gVisor...\n[    0.3] Ready!\n"))
        self.assertFalse(gvisor.says(b"[    0.000000] Linux version 6.12.0\n"))
        self.assertFalse(gvisor.inside())


class Files(unittest.TestCase):
    def test_names_stay_inside_the_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            files.write({"a/b.py": "x = 1\n"}, folder)
            with open(f"{folder}/a/b.py") as file:
                self.assertEqual(file.read(), "x = 1\n")
            for path in ("../x", "/x", "a//b", "a/./b", "a\\b", "a\0b", "", "a/.."):
                with self.subTest(path=path), self.assertRaises(files.BadPath):
                    files.write({path: ""}, folder)

    def test_a_link_is_not_followed(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink("/etc/passwd", f"{folder}/link.py")
            with self.assertRaises(OSError):
                files.write({"link.py": "x"}, folder)


class ControlGroups(unittest.TestCase):
    """On faked trees: this machine has one kind of hierarchy, others have the other."""

    def tree(self, folder, mounts, own, **contents):
        paths = {}
        for name, text in {"mounts": mounts, "own": own, **contents}.items():
            paths[name] = f"{folder}/{name}"
            with open(paths[name], "w") as file:
                file.write(text)
        return paths

    def test_version_one(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = self.tree(
                folder,
                f"30 1 0:1 / {folder}/memory rw - cgroup cgroup rw,memory\n"
                f"31 1 0:2 / {folder}/pids rw - cgroup cgroup rw,pids\n",
                "5:memory:/worker\n4:pids:/\n0::/x\n",
            )
            found = cgroups.find(paths["mounts"], paths["own"])
            self.assertEqual(
                found, {"memory": (1, f"{folder}/memory/worker"), "pids": (1, f"{folder}/pids")}
            )

    def test_version_two(self):
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(f"{folder}/cg/worker")
            with open(f"{folder}/cg/worker/cgroup.controllers", "w") as file:
                file.write("cpu memory pids\n")
            paths = self.tree(folder, f"30 1 0:1 / {folder}/cg rw - cgroup2 cgroup2 rw\n", "0::/worker\n")
            found = cgroups.find(paths["mounts"], paths["own"])
            self.assertEqual(found, {name: (2, f"{folder}/cg/worker") for name in ("memory", "pids")})

    def test_groups_of_a_dead_engine_are_swept(self):
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(f"{folder}/fretboard-999999999/judge")
            os.makedirs(f"{folder}/fretboard-{os.getpid()}/judge")
            cgroups.sweep({"memory": (1, folder)})
            self.assertEqual(os.listdir(folder), [f"fretboard-{os.getpid()}"])


if __name__ == "__main__":
    unittest.main()
