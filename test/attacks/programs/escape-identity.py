"""Who the process is, what it holds, whom it can reach."""
import fcntl
import os
import resource
import signal


def tries():
    found = []
    # An ordinary account may not drop its groups in a namespace of its own; then its one group is its own.
    if os.getuid() == 0 or os.geteuid() == 0 or os.getgroups() not in ([], [65534], [os.getgid()]):
        found.append(f"ids {os.getresuid()} {os.getgroups()}")
    # Without namespaces it has a number like everybody.
    if os.environ["HOME"] == "/box/home" and os.getpid() != 1:
        found.append(f"process {os.getpid()}")
    allowed = {"HOME", "TMPDIR", "LANG", "PATH", "PYTHONHASHSEED", "DJANGO_SETTINGS_MODULE", "LC_CTYPE"}
    found += [f"environment {name}" for name in os.environ if name not in allowed]
    held = []
    for descriptor in range(1024):
        try:
            fcntl.fcntl(descriptor, fcntl.F_GETFD)
            held.append(descriptor)
        except OSError:
            pass
    if held != [0, 1, 2, 3]:
        found.append(f"descriptors {held}")
    for pid in set(range(2, 400)) - {os.getpid()}:
        try:
            os.kill(pid, 0)
            found.append(f"sees process {pid}")
        except OSError:
            pass
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE):
        try:
            resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            found.append(f"raises limit {kind}")
        except (OSError, ValueError):
            pass
    try:
        os.kill(-1, signal.SIGCONT)
        found.append("signals everybody")
    except OSError:
        pass
    return found
