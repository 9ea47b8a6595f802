"""The outer container: its own user, mount, pid, network, ipc and host name namespaces around the zygote."""

import errno
import os
import sys
import traceback

from . import kernel
from .root import HARNESS, SITE

# Ids far from people and services; inside the container they start at 0. Launchers that run at once share none.
HOST_UIDS, UIDS = 1_500_000_000 + 65_536 * (os.getpid() % 8_192), 65_536
FEW_UIDS = 32_768  # as many as a container with a map of its own can spare; the children's ids are below
SPACES = (
    kernel.CLONE_NEWUSER
    | kernel.CLONE_NEWNS
    | kernel.CLONE_NEWPID
    | kernel.CLONE_NEWNET
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUTS
)
SINGLE_UID = 1000


class Identity:
    """Who the processes inside are, and where they find things. `several` says whether children can be given ids of their own: those of `spare`."""

    namespaces = True
    site, harness = SITE, HARNESS

    def __init__(self, spare):
        self.spare = spare
        self.several = spare is not None

    def overfull(self, pid):
        """A file system of its own has a size; nobody need be ended for filling it."""
        return False

    def of(self, role, slot=0):
        if not self.several:
            return SINGLE_UID
        # A page's run has a subject and a workshop at once, so each has an id of its own.
        return 20_000 + 3 * slot + {"judge": 1, "workshop": 2}.get(role, 0)


def start(root, inside, refuse):
    """Fork the container; `inside(identity)` runs as its process number 1. Returns the pid to wait for. What fails
    later than this call is told by `refuse(error)`."""
    identity = Identity(spare_ids(os.geteuid(), *_own_status()))
    ready_read, ready_write = os.pipe()
    go_read, go_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ready_read)
        os.close(go_write)
        _become(root, inside, identity, ready_write, go_read, refuse)
    os.close(ready_write)
    os.close(go_read)
    failure = os.read(ready_read, 4096)
    if failure != b"1":
        wait(pid)
        number, _, text = failure.decode().partition(" ")
        raise OSError(int(number or 0), text)
    _map(pid, identity)
    os.write(go_write, b"1")
    os.close(go_write)
    os.close(ready_read)
    return pid


def wait(pid):
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status) & 0xFF


def _own_status():
    with open("/proc/self/status") as status:
        effective = next(int(line.split()[1], 16) for line in status if line.startswith("CapEff"))
    with open("/proc/self/uid_map") as uids, open("/proc/self/gid_map") as gids:
        return effective, uids.read(), gids.read()


def spare_ids(user, effective, uid_map, gid_map):
    """(first, count) of ids that can be given away. That needs real administrator rights (setuid, setgid, mounts), not
    the mere name of root, and ids to give."""
    rights = all(effective >> number & 1 for number in (6, 7, 21))
    if user != 0 or not rights:
        return None

    def holds(text, first, count):
        ranges = [tuple(map(int, line.split())) for line in text.splitlines()]
        return any(start <= first and first + count <= start + length for start, _, length in ranges)

    widest = max((tuple(map(int, line.split())) for line in uid_map.splitlines()), key=lambda entry: entry[2])
    for first, count in ((HOST_UIDS, UIDS), (widest[0] + widest[2] - FEW_UIDS, FEW_UIDS)):
        if first > 0 and holds(uid_map, first, count) and holds(gid_map, first, count):
            return first, count
    return None


def _map(pid, identity):
    if identity.several:
        first, count = identity.spare
        content = {"uid_map": f"0 {first} {count}", "gid_map": f"0 {first} {count}"}
    else:
        content = {
            "setgroups": "deny",
            "uid_map": f"{SINGLE_UID} {os.geteuid()} 1",
            "gid_map": f"{SINGLE_UID} {os.getegid()} 1",
        }
    for name, text in content.items():
        with open(f"/proc/{pid}/{name}", "w") as file:
            file.write(text)


def _become(root, inside, identity, ready, go, refuse):
    prepared = False
    try:
        kernel.die_with_parent()
        if identity.several:
            # Mounts are made with the rights of the machine's root, so an interpreter in a private home can be
            # shown; the user namespace made afterwards inherits them locked.
            kernel.unshare(kernel.CLONE_NEWNS)
            root.enter()
        kernel.unshare(SPACES)
        os.write(ready, b"1")
        prepared = True
        if os.read(go, 1) != b"1":
            os._exit(1)
        if identity.several:
            os.setgroups([])
            os.setresgid(0, 0, 0)
            os.setresuid(0, 0, 0)
        else:
            root.enter()
        kernel.die_with_parent()  # changing identity clears it
        os.close(ready)
        os.close(go)
        os._exit(wait(fork(lambda: inside(identity))))
    except OSError as error:
        if prepared:
            refuse(error)
        else:
            os.write(ready, f"{error.errno or 0} {error.strerror or error}".encode())
        traceback.print_exc()
        os._exit(1)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def fork(work):
    """A process that does this work and ends; it dies with its parent."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        kernel.die_with_parent()
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def explain(error):
    text = str(error.strerror or error)
    if error.errno == errno.ENOSYS:
        return f"this kernel is too old for the sandbox ({text}): Linux 5.12 or later is needed"
    if text.startswith("unshare") or error.errno in (errno.EPERM, errno.ENOSPC, errno.EACCES):
        return (
            f"this machine does not let the engine make namespaces ({text}). As an ordinary user, allow user "
            "namespaces (sysctl user.max_user_namespaces, "
            "kernel.unprivileged_userns_clone=1, or kernel.apparmor_restrict_unprivileged_userns=0); "
            "in a container, run it with the rights to make them."
        )
    return text
