"""Mode C, for machines that forbid namespaces: a child that Landlock, the system call filter and limits alone confine.

It stays on the machine's file system, among the machine's processes. Landlock leaves it the Python tree to read and its own
box to write; the filter answers for what Landlock does not know, and for processes it could otherwise name.
"""

import mimetypes
import os
import resource
import signal
import tempfile
import time
import zoneinfo

from . import boxes, cage, files, kernel, landlock, seccomp, unlinked
from .root import DEVICES, library_folders, standard_library
from .selfcheck import FORBIDDEN, create, descriptors, no_fork, refused, require, require_no_sockets, require_refused_calls

FIRST_ID = 1_500_000_000
IDS = 65_536
CHILDREN = 20_000
BUSY, IDLE = 0.02, 0.2  # seconds between two looks at the boxes
LINKER_CACHE = "/etc/ld.so.cache"


class Outside:
    """Who the processes are, and what they may read. With the rights to change ids each child has one of its own."""

    namespaces = False

    def __init__(self, site, harness, libs=(), folder=None):
        self.site, self.harness = site, harness
        self.trees = [*standard_library(), *library_folders(libs), site]
        self.boxes = folder or boxes.make()
        first = FIRST_ID + IDS * (os.getpid() % 8_192)
        self.first = first if self._can_be(first + CHILDREN) else None

    @property
    def several(self):
        return self.first is not None

    def of(self, role, slot=0):
        if not self.several:
            return os.geteuid()
        return self.first + CHILDREN + 2 * slot + (1 if role == "judge" else 0)

    def _can_be(self, uid):
        """Tried, because it depends on more than rights: an interpreter in a private home cannot be read by others."""
        if os.geteuid() != 0:
            return False
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                trial = f"{self.boxes}/{os.getpid()}"
                os.mkdir(trial, 0o700)
                os.chown(trial, uid, uid)
                change_identity(uid)
                for folder in (*self.trees, self.harness, trial):
                    os.listdir(folder)
                code = 0
            finally:
                os._exit(code)
        _, status = os.waitpid(pid, 0)
        boxes.remove(f"{self.boxes}/{pid}")
        return status == 0

    def require_sight(self):
        """What a child holds without a name must be seen, or it could not be bounded."""
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                if self.several:
                    change_identity(self.of("subject"))
                kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
                os.write(theirs, b".")
                signal.pause()
            finally:
                os._exit(0)
        os.close(theirs)
        try:
            os.read(ours, 1)
            unlinked.measure(pid, self.boxes, self.of("subject"), 0)
        except OSError as error:
            raise kernel.Unsupported(f"/proc does not show what files a process holds ({error.strerror})") from None
        finally:
            os.close(ours)
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def overfull(self, pid):
        """Whether that process was ended for what lay in its box. Asked before it is buried, so that its number is its own."""
        return os.path.exists(f"{self.boxes}/{pid}{boxes.OVERFULL}")

    def watch(self, pid, bytes_allowed):
        """Look after the boxes until that process, the parent of all others, has ended; its exit code."""
        watch = boxes.Watch(self.boxes, bytes_allowed)
        signal.signal(signal.SIGTERM, lambda *_: os.kill(pid, signal.SIGKILL))
        while True:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                watch.close()
                return os.waitstatus_to_exitcode(status) & 0xFF
            time.sleep(BUSY if watch.look() else IDLE)


def change_identity(uid):
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def confine(role, identity, slot, limits, kept, grouped):
    """As `cage.confine`: afterwards this process has no rights, no network, no files but its own box and what Python needs,
    and a short list of calls."""
    parent = os.getppid()
    uid = identity.of(role, slot)
    box = f"{identity.boxes}/{os.getpid()}"
    os.setsid()
    os.mkdir(box, 0o700)
    if identity.several:
        os.chown(box, uid, uid)
    kernel.close_all_but(kept)
    bound(role, limits, identity)
    kernel.drop_capabilities_bounding()
    if identity.several:
        change_identity(uid)
    kernel.clear_capability_sets()
    kernel.die_with_parent()  # changing identity clears it
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)  # it went before it was watched
    # Whoever is the same user may look what files a learner's process holds, as the launcher must. Its neighbours cannot:
    # Landlock hides /proc, and the filter refuses to trace.
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0 if role == "judge" else 1)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    files.settle(box)
    forget_the_machine()
    os.chdir(box)
    landlock.restrict(rules(role, identity, box))
    seccomp.install(among_others=os.getpid())


def forget_the_machine():
    """Python sees that these files are there, and would not expect that it may not read them."""
    mimetypes.knownfiles.clear()
    zoneinfo.reset_tzpath(to=())
    tempfile.tempdir = None


def rules(role, identity, box):
    readable = [*identity.trees, *([identity.harness] if role == "judge" else [])]
    devices = [f"/dev/{name}" for name in DEVICES if os.path.exists(f"/dev/{name}")]
    found = {path: landlock.READ for path in readable}
    if os.path.exists(LINKER_CACHE):
        found[LINKER_CACHE] = landlock.READ_FILE
    return found | {path: landlock.DEVICE for path in devices} | {box: landlock.OWN}


def bound(role, limits, identity):
    cage.bound(role, limits, grouped=False, own_user=identity.several)


def verify(role, identity, slot, kept):
    """As `selfcheck.verify`. Any surprise ends the run."""
    uid = identity.of(role, slot)
    require(os.getresuid() == (uid, uid, uid), "user id")
    require(os.getresgid() == (uid, uid, uid) or not identity.several, "group id")
    require(descriptors() == set(kept), "open descriptors")
    for path in ("/", "/etc", "/proc", "/home", "/tmp", identity.boxes, "/proc/self/fd"):
        require(refused(os.listdir, path), f"{path} can be listed")
    for path in ("/etc/passwd", "/proc/self/environ", "/proc/self/mem", f"/proc/{os.getppid()}/environ"):
        require(refused(read, path), f"{path} can be read")
    if role != "judge":
        require(refused(os.listdir, identity.harness), "the harness is readable")
    for path in ("/", "/tmp", "/var/tmp", "/dev/shm", identity.boxes, *identity.trees):
        require(refused(create, path), f"{path} is writable")
    for pid in (0, -1, os.getppid()):
        require(refused(os.kill, pid, 0), "signals to others")
    require(resource.getrlimit(resource.RLIMIT_CORE) == (0, 0), "limits")
    require_no_sockets()
    require_refused_calls(FORBIDDEN)
    require(no_fork(), "fork")
    create(files.BOX)


def read(path):
    with open(path, "rb") as file:
        file.read(1)


def available():
    """Why this machine cannot do it, or the empty string."""
    found = landlock.version()
    if found >= landlock.NEEDED:
        return ""
    has = f"has version {found}" if found else "has none, or it is switched off"
    return f"Landlock of version {landlock.NEEDED} (Linux 6.12) is needed, and this kernel {has}"
