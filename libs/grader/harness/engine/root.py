"""The minimal read-only root that every process of the engine lives in: interpreter, libraries, packages."""

import os
import stat
import sysconfig

from . import kernel

SITE, HARNESS, BOX = "/runtime/site", "/runtime/harness", "/box"
DEVICES = ("null", "zero", "urandom", "random")
# Extension modules that pull in the shared libraries a program may need; their folders become part of the root.
_LINKED = ("ssl", "sqlite3", "ctypes", "lzma", "bz2", "zlib", "decimal", "pyexpat", "uuid")


def standard_library():
    """Under the names this interpreter uses, which may lead over links."""
    paths = sysconfig.get_paths()
    return sorted({os.path.abspath(paths["stdlib"]), os.path.abspath(paths["platstdlib"])})


def library_folders(extra=()):
    """Folders of the shared objects this interpreter has loaded, without those that hold the standard library."""
    for name in _LINKED:
        try:
            __import__(name)
        except ImportError:
            pass  # the interpreter was built without it, so a learner cannot need it either
    with open("/proc/self/maps") as maps:
        files = {line.split(None, 5)[5].strip() for line in maps if ".so" in line and "/" in line}
    library = {name for path in standard_library() for name in (path, os.path.realpath(path))}
    folders = {os.path.dirname(file) for file in files if os.path.exists(file)} | set(extra)
    return sorted(
        folder
        for folder in folders
        if not any(path == folder or path.startswith(folder + "/") or folder.startswith(path + "/") for path in library)
    )


class Root:
    """What to show of the machine, then shown and entered."""

    def __init__(self, site, harness, libs=()):
        wanted = {path: path for path in [*standard_library(), *library_folders(libs)]}
        wanted |= {SITE: site, HARNESS: harness}
        wanted |= {f"/dev/{name}": f"/dev/{name}" for name in DEVICES}
        if os.path.exists("/etc/ld.so.cache"):
            wanted["/etc/ld.so.cache"] = "/etc/ld.so.cache"
        self.links = {f"/{name}": os.readlink(f"/{name}") for name in ("lib", "lib64") if os.path.islink(f"/{name}")}
        self.sources = dict(sorted(wanted.items()))

    def enter(self):
        """Needs a mount namespace of our own. Afterwards nothing else of the machine can be named."""
        kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
        # By descriptor, because the place where the root is put may cover a source; opened here, because only mounts
        # of the own namespace can be bound.
        opened = {target: os.open(source, os.O_PATH | os.O_CLOEXEC) for target, source in self.sources.items()}
        base = next(folder for folder in ("/mnt", "/tmp", "/run", "/var") if os.path.isdir(folder))
        flags = kernel.MS_NOSUID | kernel.MS_NODEV
        kernel.mount("root", base, "tmpfs", flags, "size=1m,nr_inodes=512,mode=0755")
        os.umask(0o022)
        for target, descriptor in opened.items():
            self._bind(base + target, descriptor)
        for name, value in self.links.items():
            if not os.path.lexists(base + name):
                os.symlink(value, base + name)
        os.makedirs(base + BOX)
        os.mkdir(base + "/.old")
        kernel.pivot_root(base, base + "/.old")
        os.chdir("/")
        kernel.unmount("/.old")
        os.rmdir("/.old")
        kernel.lock_tree("/")

    @staticmethod
    def _bind(target, descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            os.makedirs(target, exist_ok=True)
        else:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o644))
        kernel.mount(f"/proc/self/fd/{descriptor}", target, None, kernel.MS_BIND | kernel.MS_REC)
        os.close(descriptor)
