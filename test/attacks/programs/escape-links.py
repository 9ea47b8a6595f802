"""Ways out of the own folder by names: links of both kinds, renamed folders, descriptors of folders, and what stands for them."""
import os

TARGETS = ["/etc/passwd", "/etc/shadow", "/proc/self/environ", "/proc/1/root", "/root", "/home", "/var/log", "/sys/kernel"]


def tries():
    own = os.environ["TMPDIR"]
    os.chdir(own)
    found = []
    for number, target in enumerate(TARGETS):
        for kind in (os.symlink, os.link):
            name = f"{kind.__name__}-{number}"
            try:
                kind(target, name)
                if os.path.isdir(name):
                    os.listdir(name)
                else:
                    open(name, "rb").close()
                found.append(f"{kind.__name__} to {target}")
            except OSError:
                pass
    library = os.__file__
    for name, act in {
        "links a library to change it": lambda: (os.link(library, "library.py"), open("library.py", "a").close()),
        "changes a library through a link": lambda: (os.symlink(library, "to-library.py"), open("to-library.py", "a").close()),
        "renames a library": lambda: os.rename(library, "taken.py"),
        "moves its folder out": lambda: os.rename(own, "/tmp/moved"),
        "lists two above a descriptor": lambda: outward(os.open(own, os.O_RDONLY), "../../../etc/passwd"),
        "reads through a path descriptor": lambda: outward(os.open("/", os.O_PATH), "etc/passwd"),
        "leaves by a removed folder": removed,
    }.items():
        try:
            act()
        except (OSError, AttributeError):
            continue
        found.append(name)
    return found


def outward(folder, path):
    try:
        os.close(os.open(path, os.O_RDONLY, dir_fd=folder))
    finally:
        os.close(folder)


def removed():
    """A folder that is gone has a parent still, which is not below the own one if it was moved meanwhile."""
    os.makedirs("a/b/c", exist_ok=True)
    folder = os.open("a/b/c", os.O_RDONLY)
    os.rename("a/b", "b")
    try:
        os.close(os.open("../../../../../etc/passwd", os.O_RDONLY, dir_fd=folder))
    finally:
        os.close(folder)
