"""Reading and writing what is not the learner's."""
import glob
import os
import tempfile

PLACES = ["/proc", "/sys", "/etc/passwd", "/etc/shadow", "/home", "/root/.ssh", "/var", "/tmp", "/run", "/srv",
          "/.old", "/runtime/harness/engine/slot.py", "/box/checks", "/boot", "/opt", "/mnt", "/dev/mem", "/dev/kvm",
          "/dev/shm", "/proc/1/environ", "/proc/self/mem", "/proc/self/fd/3"]


def tries():
    found = [place for place in PLACES if reachable(place)]
    found += [f"writes {folder}" for folder in ["/", "/dev", "/runtime", "/runtime/site", "/runtime/site/django",
              "/etc", os.path.dirname(os.__file__), "/usr/lib", "/usr"] if writable(folder)]
    found += [name for name in listed("/") if name not in {"box", "runtime", "dev", "etc", "lib", "lib64", "usr", "root", "home", "opt", "work", "tmp", "mnt"}]
    found += [name for name in listed("/etc") if name != "ld.so.cache"]
    found += [name for name in listed("/dev") if name not in {"null", "zero", "urandom", "random"}]
    found += glob.glob("/box/**/test_checks*", recursive=True) + glob.glob("/runtime/**/test_checks*", recursive=True)
    own = tempfile.gettempdir()
    found += [name for name in listed(f"{own}/../..") if name not in {"project", "home", "tmp", "box", "runtime", "dev", "etc",
              "lib", "lib64", "usr", "root", "opt", "work", "mnt"}]
    for act in (lambda: os.mknod(f"{own}/sda", 0o60600, os.makedev(8, 0)), lambda: os.chroot(own),
                lambda: os.link("/etc/ld.so.cache", f"{own}/x"), lambda: os.chown(own, 0, 0)):
        try:
            act()
        except OSError:
            continue
        found.append("special file")
    return found


def listed(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def reachable(place):
    try:
        if os.path.isdir(place):
            # The way to the interpreter may lead through a private home; only what is listed there counts.
            return place not in os.path.dirname(os.__file__) and bool(os.listdir(place))
        with open(place, "rb") as file:
            file.read(1)
        return True
    except OSError:
        return False


def writable(folder):
    try:
        with open(f"{folder}/planted", "w") as file:
            file.write("x")
        return True
    except OSError:
        return False
