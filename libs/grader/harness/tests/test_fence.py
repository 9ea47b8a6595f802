"""Mode C on this machine: a child confined as in a run, that tries to get out."""

import ctypes
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from . import fenced, support
from engine import boxes, fence, landlock

LIMITS = {"cpuMs": 10_000, "memoryBytes": 256 << 20, "diskBytes": 8 << 20, "processes": 40}
SITE = os.environ.get("RUNTIME_SITE") or os.path.dirname(os.__file__)


@unittest.skipUnless(landlock.version() >= landlock.NEEDED, fence.available())
class Fence(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.mkdtemp(prefix="fretboard-fence-")
        self.addCleanup(shutil.rmtree, self.place)
        os.chmod(self.place, 0o711)
        self.outside = fence.Outside(SITE, support.HARNESS, folder=boxes.make(self.place))
        self.addCleanup(boxes.remove, self.outside.boxes)

    def start(self, act, near=None, role="subject", confined=True):
        """(process, what it will say) of a child that does one of `fenced`."""
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                os.dup2(theirs, 3)
                if confined:
                    kept = {0, 1, 2, 3}
                    fence.confine(role, self.outside, 0, LIMITS, kept, False)
                    fence.verify(role, self.outside, 0, kept)
                else:
                    os.chdir(tempfile.mkdtemp(dir=self.place))
                    os.environ["TMPDIR"] = os.getcwd() + "/tmp"
                os.write(3, json.dumps(act(near or {})).encode())
                code = 0
            except BaseException as error:
                os.write(3, json.dumps(f"{type(error).__name__}: {error}").encode())
            finally:
                os._exit(code)
        os.close(theirs)
        return pid, ours

    def end(self, pid, pipe):
        with os.fdopen(pipe, "rb") as file:
            said = file.read()
        _, status = os.waitpid(pid, 0)
        return json.loads(said) if said else status

    def do(self, act, **options):
        return self.end(*self.start(act, **options))

    def neighbour(self):
        """Another child's box, and its process."""
        pid, pipe = self.start(lambda near: time.sleep(60))
        box = f"{self.outside.boxes}/{pid}"
        while not os.path.isdir(box):
            time.sleep(0.01)
        secret = f"{box}/secret"
        with open(secret, "w") as file:
            file.write("hidden checks")
        if self.outside.several:
            os.chown(secret, os.stat(box).st_uid, -1)

        def stop():
            os.kill(pid, 9)
            self.end(pid, pipe)

        self.addCleanup(stop)
        return {"secret": secret, "folder": box, "pid": pid, "harness": f"{support.HARNESS}/launch.py"}

    def test_ordinary_programs_work(self):
        self.assertEqual(self.do(fenced.ordinary), [])

    def test_nothing_of_others_can_be_read_or_written(self):
        near = self.neighbour()
        self.assertEqual(self.do(fenced.files, near=near), [])
        with open(near["secret"]) as file:
            self.assertEqual(file.read(), "hidden checks")
        self.assertEqual(os.listdir(near["folder"]), ["secret"])

    def test_without_the_fence_the_same_tries_succeed(self):
        near = self.neighbour()
        near["pid"] = os.getpid()
        found = self.do(fenced.files, near=near, confined=False)
        self.assertIn("write a neighbour's file", found)
        self.assertIn("read the harness", found)

    def test_the_judge_may_read_the_harness(self):
        near = self.neighbour()
        self.assertEqual(self.do(fenced.files, near=near, role="judge"), ["read the harness"])

    def test_rights_and_times_of_files_stay(self):
        near = self.neighbour()
        before = [os.stat(path) for path in (near["secret"], os.__file__)]
        self.assertEqual(self.do(fenced.metadata, near=near), [])
        after = [os.stat(path) for path in (near["secret"], os.__file__)]
        self.assertEqual([(s.st_mode, s.st_mtime, s.st_uid) for s in before], [(s.st_mode, s.st_mtime, s.st_uid) for s in after])
        self.assertEqual(os.listxattr(near["secret"]), [])

    def test_no_other_process_can_be_signalled_or_limited(self):
        near = self.neighbour()
        self.assertEqual(self.do(fenced.processes, near=near), [])
        self.assertEqual(os.waitpid(near["pid"], os.WNOHANG), (0, 0))
        with open(f"/proc/{near['pid']}/limits") as limits:
            self.assertRegex(limits.read(), "Max open files +128 ")

    def test_no_socket_can_be_reached(self):
        named = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        named.bind(f"{self.place}/open")
        os.chmod(f"{self.place}/open", 0o777)
        abstract = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        abstract.bind(f"\0fretboard-{os.getpid()}")
        near = {"socket": f"{self.place}/open", "abstract": f"fretboard-{os.getpid()}"}
        self.assertEqual(self.do(fenced.sockets, near=near), [])
        with named, abstract:
            for sock in (named, abstract):
                sock.setblocking(False)
                with self.assertRaises(BlockingIOError):
                    sock.recv(100)
            self.assertIn("send to a socket with a name", self.do(fenced.sockets, near=near, confined=False))

    def test_a_child_dies_with_its_parent(self):
        ours, theirs = os.pipe()
        parent = os.fork()
        if parent == 0:
            pid, _ = self.start(lambda near: time.sleep(60))
            while not os.path.isdir(f"{self.outside.boxes}/{pid}"):
                time.sleep(0.01)
            time.sleep(0.2)
            os.write(theirs, str(pid).encode())
            time.sleep(60)
            os._exit(0)
        pid = int(os.read(ours, 20))
        os.kill(parent, 9)
        os.waitpid(parent, 0)
        for _ in range(500):
            if not boxes._lives(pid):
                return
            time.sleep(0.01)
        self.fail("the child lives on")

    def watched(self, act):
        """What a child says, or how it ended, while its box is watched."""
        watch = boxes.Watch(self.outside.boxes, LIMITS["diskBytes"])
        pid, pipe = self.start(act)
        over = threading.Event()

        def look():
            while not over.is_set():
                watch.look()
                time.sleep(0.005)

        looking = threading.Thread(target=look)
        looking.start()
        try:
            return self.end(pid, pipe)
        finally:
            over.set()
            looking.join()
            watch.look()
            self.assertEqual(os.listdir(self.outside.boxes), [])

    def test_what_fills_the_disk_is_stopped_and_cleared_away(self):
        self.assertEqual(self.watched(fenced.fill), "OSError: [Errno 27] File too large")
        self.assertIn("[Errno 24] Too many open files", self.watched(fenced.litter))

    def test_files_without_a_name_are_counted(self):
        self.outside.require_sight()
        self.assertEqual(self.watched(fenced.hold), "OSError: [Errno 27] File too large")
        self.assertEqual(self.watched(fenced.remember), "OSError: [Errno 27] File too large")

    def test_blocks_cannot_be_reserved(self):
        def reserve(near):
            with open("reserved", "wb") as file:
                return fenced.libc.fallocate(file.fileno(), 0, ctypes.c_long(0), ctypes.c_long(1 << 20))

        self.assertEqual(self.do(reserve), -1)

    def test_thousands_of_nested_folders_end_the_child_and_are_cleared_away(self):
        self.assertEqual(self.watched(fenced.nest), 9)


@unittest.skipUnless(os.geteuid() == 0, "these tests are run by an ordinary user already")
class OrdinaryUser(unittest.TestCase):
    def test_the_same_holds_for_an_ordinary_user_with_one_id(self):
        def run(*what):
            nobody = {"user": 65_534, "group": 65_534, "extra_groups": [], "env": {"RUNTIME_SITE": SITE}}
            command = [sys.executable, "-B", "-W", "ignore", *what]
            return subprocess.run(command, cwd=support.HARNESS, capture_output=True, text=True, **nobody)

        try:
            reachable = run("-c", "import tests.test_fence").returncode == 0
        except PermissionError:
            reachable = False
        if not reachable:
            self.skipTest("this interpreter or this checkout lies where others cannot reach it")
        done = run("-m", "unittest", "tests.test_fence.Fence")
        self.assertEqual((done.returncode, done.stderr[-2:]), (0, "K\n"), done.stderr)


class Boxes(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.place)

    def test_a_tree_of_any_depth_is_removed_and_links_are_not_followed(self):
        kept = f"{self.place}/kept"
        os.mkdir(kept)
        open(f"{kept}/file", "w").close()
        box = f"{self.place}/box"
        os.mkdir(box)
        os.symlink(kept, f"{box}/link")
        here = os.getcwd()
        try:
            os.chdir(box)
            for number in range(3_000):
                os.mkdir("n" * 250)
                open(f"file{number}", "w").close()
                os.chdir("n" * 250)
            os.mkdir("locked", 0)
        finally:
            os.chdir(here)
        boxes.remove(box)
        self.assertEqual(sorted(os.listdir(self.place)), ["kept"])
        self.assertEqual(os.listdir(kept), ["file"])

    def test_folders_of_dead_engines_are_swept(self):
        dead = f"{self.place}/{boxes.PREFIX}999999999-x"
        living = f"{self.place}/{boxes.PREFIX}{os.getpid()}-x"
        for folder in (dead, living, f"{dead}/123/project"):
            os.makedirs(folder, exist_ok=True)
        made = boxes.make(self.place)
        self.assertEqual(sorted(os.listdir(self.place)), sorted(map(os.path.basename, (living, made))))


if __name__ == "__main__":
    unittest.main()
