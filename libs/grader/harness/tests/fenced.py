"""Programs that try to get out of mode C, each told what is near it that it must not reach."""

import ctypes
import fcntl
import os
import signal
import socket

libc = ctypes.CDLL(None, use_errno=True)
O_ASYNC, F_SETOWN, F_SETSIG = 0o20000, 8, 10


def succeeded(acts):
    found = []
    for name, act in acts.items():
        try:
            if act() is not False:
                found.append(name)
        except (OSError, ValueError):
            pass
    return found


def opened(path, flags=os.O_RDONLY):
    os.close(os.open(path, flags, 0o600))


def files(near):
    secret, folder, own = near["secret"], near["folder"], os.getcwd()

    def by_link(how):
        how(secret, f"{own}/link")
        opened(f"{own}/link")

    return succeeded(
        {
            "read a neighbour's file": lambda: opened(secret),
            "write a neighbour's file": lambda: opened(secret, os.O_WRONLY),
            "empty a neighbour's file": lambda: os.truncate(secret, 0),
            "remove a neighbour's file": lambda: os.unlink(secret),
            "take a neighbour's file": lambda: os.rename(secret, f"{own}/taken"),
            "link a neighbour's file": lambda: by_link(os.link),
            "read by a symbolic link": lambda: by_link(os.symlink),
            "plant a file": lambda: opened(f"{folder}/planted", os.O_CREAT | os.O_WRONLY),
            "plant a folder": lambda: os.mkdir(f"{folder}/planted"),
            "list a neighbour": lambda: os.listdir(folder),
            "list all boxes": lambda: os.listdir(os.path.dirname(own)),
            "list the root": lambda: os.listdir("/"),
            "read accounts": lambda: opened("/etc/passwd"),
            "read own memory": lambda: opened("/proc/self/mem"),
            "read a parent's environment": lambda: opened(f"/proc/{os.getppid()}/environ"),
            "read the harness": lambda: opened(near["harness"]),
            "change Python": lambda: opened(os.__file__, os.O_WRONLY),
            "make a pipe with a name": lambda: os.mkfifo(f"{own}/pipe"),
            "make a device": lambda: os.mknod(f"{own}/disk", 0o60600, os.makedev(8, 0)),
            "write shared memory": lambda: opened("/dev/shm/planted", os.O_CREAT | os.O_WRONLY),
        }
    )


def metadata(near):
    """What Landlock does not know. The parent looks whether it worked."""
    readable = os.open(os.__file__, os.O_RDONLY)
    for act in (
        lambda: os.chmod(near["secret"], 0o777),
        lambda: os.utime(near["secret"], (1, 1)),
        lambda: os.chown(near["secret"], 1, 1),
        lambda: os.fchmod(readable, 0o000),
        lambda: os.utime(readable, (1, 1)),
        lambda: os.setxattr(near["secret"], "user.planted", b"x"),
    ):
        try:
            act()
        except OSError:
            pass
    return []


def processes(near):
    neighbour = near["pid"]

    def by_descriptor():
        """Have the kernel send the signal when something can be read."""
        one, other = socket.socketpair()
        fcntl.fcntl(one, F_SETSIG, signal.SIGTERM)
        fcntl.fcntl(one, F_SETOWN, neighbour)
        fcntl.fcntl(one, fcntl.F_SETFL, fcntl.fcntl(one, fcntl.F_GETFL) | O_ASYNC)
        other.send(b"x")

    numbers = {"tgkill": 234, "tkill": 200} if os.uname().machine == "x86_64" else {"tgkill": 131, "tkill": 130}

    def call(*arguments):
        return libc.syscall(*arguments) == 0

    return succeeded(
        {
            "signal a neighbour": lambda: os.kill(neighbour, signal.SIGTERM),
            "see a neighbour": lambda: os.kill(neighbour, 0),
            "signal a parent": lambda: os.kill(os.getppid(), signal.SIGTERM),
            "signal everybody": lambda: os.kill(-1, signal.SIGTERM),
            "signal its group": lambda: os.kill(0, signal.SIGCONT),
            "signal another's thread": lambda: call(numbers["tgkill"], neighbour, neighbour, 15),
            "signal a thread by number": lambda: call(numbers["tkill"], neighbour, 15),
            "signal by a descriptor": by_descriptor,
            "end itself as others would": lambda: os.kill(os.getpid(), signal.SIGKILL),
            "open a process": lambda: os.close(os.pidfd_open(neighbour)),
            "limit a neighbour": lambda: __import__("resource").prlimit(neighbour, 7, (0, 0)),
            "start a process": lambda: os._exit(7) if os.fork() == 0 else True,
        }
    )


def sockets(near):
    def datagram(name):
        one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        with one, other:
            one.sendto(b"forged", name)

    return succeeded(
        {
            "open a socket": lambda: socket.socket(socket.AF_INET).close(),
            "open a local socket": lambda: socket.socket(socket.AF_UNIX).close(),
            "send to a socket with a name": lambda: datagram(near["socket"]),
            "send to an abstract socket": lambda: datagram("\0" + near["abstract"]),
        }
    )


def ordinary(near):
    """What right programs do must go on working."""
    import mimetypes
    import shutil
    import subprocess
    import tempfile
    import threading
    import zoneinfo

    missing = []

    def need(name, held):
        if not held:
            missing.append(name)

    os.makedirs("project/deep/er")
    os.makedirs(os.environ["TMPDIR"])
    with open("project/data.txt", "w") as file:
        file.write("x" * 1000)
    os.chmod("project/data.txt", 0o644)
    shutil.copy2("project/data.txt", "project/deep/copy.txt")
    shutil.move("project/deep/copy.txt", "project/moved.txt")
    os.rename("project/moved.txt", "project/deep/er/moved.txt")
    os.symlink("data.txt", "project/link.txt")
    with open("project/link.txt") as file:
        need("files", len(file.read()) == 1000 and os.path.exists("project/deep/er/moved.txt"))
    with tempfile.NamedTemporaryFile("w+") as file:
        need("temporary files", file.name.startswith(os.environ["TMPDIR"]))
    shutil.rmtree("project/deep")
    thread = threading.Thread(target=missing.clear)
    thread.start()
    thread.join()
    need("types", mimetypes.guess_type("a.png")[0] == "image/png")
    try:
        zoneinfo.ZoneInfo("Europe/Berlin")
    except zoneinfo.ZoneInfoNotFoundError:
        pass  # without the package of time zones that a runtime has
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"to itself")
        need("pairs", other.recv(20) == b"to itself")
    signal.signal(signal.SIGUSR1, lambda *_: None)
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)
    need("randomness", len(os.urandom(8)) == 8)
    with open("/dev/null", "w") as file:
        file.write("x")
    need("programs", refuses(subprocess.run, ["/bin/true"]))
    return missing


def refuses(function, *arguments):
    try:
        function(*arguments)
    except OSError:
        return True
    return False


def fill(near):
    """More bytes than are allowed, in files that are each small enough."""
    import time

    for number in range(100):
        with open(f"part{number}", "wb") as file:
            file.write(b"x" * (1 << 20))
        time.sleep(0.01)  # so that a slow machine looks in time
    return ["filled"]


def hold(near):
    """The same in files that are removed while they are open."""
    import time

    kept = []
    for number in range(100):
        kept.append(open(f"part{number}", "wb", buffering=0))
        os.unlink(f"part{number}")
        kept[-1].write(b"x" * (1 << 20))
        time.sleep(0.01)
    return ["held"]


def remember(near):
    """And in files that only a page of memory leads to."""
    import time

    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    for number in range(100):
        with open(f"part{number}", "w+b", buffering=0) as file:
            os.unlink(f"part{number}")
            file.write(b"x" * (1 << 20))
            libc.mmap(None, 4096, 1, 2, file.fileno(), 0)
        time.sleep(0.01)
    return ["remembered"]


def litter(near):
    import time

    for number in range(100_000):
        opened(f"empty{number}", os.O_CREAT | os.O_WRONLY)
        if number % 100 == 0:
            time.sleep(0.005)
    return ["littered"]


def nest(near):
    import time

    for _ in range(5_000):
        os.mkdir("x" * 200)
        os.chdir("x" * 200)
    os.mkdir("locked", 0)
    time.sleep(60)
