"""The root of a workshop: the programs a shell script needs, and a Python that finds Django as in a project of one's own.

The folders they come from are parts of the engine's root, where every other role has them covered.
"""

import os
import shutil
import struct
import sys
import sysconfig

from . import kernel
from .root import BOX, SITE

TOOLS = "/runtime/tools"
# What POSIX calls the utilities of a shell, with those that scripts on GNU systems take for granted.
PROGRAMS = """
    [ awk base64 basename bash cat chmod cksum cmp column comm cp csplit cut date dd df diff dirname du echo egrep env
    expand expr false fgrep find fmt fold git grep gunzip gzip head id install join ln ls md5sum mkdir mkfifo mktemp mv
    nice nl node nproc numfmt od paste patch pr printenv printf pwd readlink realpath rm rmdir sed seq sh sha1sum sha256sum
    sha512sum shuf sleep sort split stat stdbuf tac tail tar tee test timeout touch tr true truncate tsort tty uname
    unexpand uniq unlink wc which whoami xargs yes zcat
""".split()
EXTRA = {"git": ("/usr/lib/git-core", "/usr/libexec/git-core", "/usr/share/git-core")}
ENVIRONMENT = "/runtime"
LEARNER = "learner"
PT_INTERP = 3


_plan = None


class Plan:
    """What this machine has, looked up before anything of it is hidden."""

    def __init__(self, root, own=()):
        self.links = dict(root.links)
        self.common = [path for path in root.sources if not path.startswith("/runtime/")]
        found = {name: shutil.which(name, path="/usr/local/bin:/usr/bin:/bin") for name in PROGRAMS}
        self.programs = {name: os.path.realpath(path) for name, path in found.items() if path}
        self.extra = [path for name in EXTRA if name in self.programs for path in EXTRA[name] if os.path.isdir(path)]
        self.python = os.path.realpath(sys.executable)
        self.files = {file: file for file in (self.python, *self._lone_libraries())} | loader(self.python)
        self.files |= {target: os.path.realpath(file) for target, file in dict(own).items() if os.path.exists(file)}
        folders = {*self.extra, *map(os.path.dirname, (*self.programs.values(), *self.files.values()))}
        self.places = {folder: f"{TOOLS}/{number}" for number, folder in enumerate(sorted(folders))}

    def _lone_libraries(self):
        """Shared objects of the interpreter that lie beside its standard library, where the root has no whole folder."""
        with open("/proc/self/maps") as maps:
            loaded = {line.split(None, 5)[5].strip() for line in maps if ".so" in line and "/" in line}
        return [file for file in loaded if os.path.exists(file) and not self._is_shown(file)]

    def _is_shown(self, file):
        return any(file.startswith(f"{folder}/") for folder in self.common)

    def place(self, path):
        return f"{self.places[os.path.dirname(path)]}/{os.path.basename(path)}"


def loader(program):
    """The file that the kernel starts in a program's place, by the name it is asked for: {target: file}."""
    with open(program, "rb") as file:
        head = file.read(64)
        offset, size, count = struct.unpack_from("<Q", head, 32)[0], *struct.unpack_from("<HH", head, 54)
        for index in range(count):
            file.seek(offset + index * size)
            kind, start, _, _, length = struct.unpack("<I4xQQQQ", file.read(40))
            if kind == PT_INTERP:
                file.seek(start)
                name = file.read(length).rstrip(b"\0").decode()
                folder = os.path.realpath(os.path.dirname(name))
                return {f"{folder}/{os.path.basename(name)}": os.path.realpath(name)}
    return {}  # linked statically


def plan(root, own):
    """Takes the folders that workshops need into the engine's root; `own` are files of ours by the name they get there."""
    global _plan
    _plan = Plan(root, own)
    root.sources |= {place: folder for folder, place in _plan.places.items()}


def programs():
    return sorted(_plan.programs)


def enter(user):
    """Build the root out of the engine's, and go there for good. Needs a mount namespace of our own."""
    base = BOX
    flags = kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount("root", base, "tmpfs", flags, "size=1m,nr_inodes=1024,mode=0755")
    os.umask(0o022)
    for target, source in sorted(_binds().items()):
        _bind(source, base + target)
    for target, value in _links().items():
        if not os.path.lexists(base + target):
            os.makedirs(os.path.dirname(base + target), exist_ok=True)
            os.symlink(value, base + target)
    for path, text in _files(user).items():
        os.makedirs(os.path.dirname(base + path), exist_ok=True)
        with open(base + path, "w") as file:
            file.write(text)
    os.makedirs(base + BOX)
    os.mkdir(base + "/.old")
    kernel.pivot_root(base, base + "/.old")
    os.chdir("/")
    kernel.unmount("/.old")
    os.rmdir("/.old")
    kernel.lock_tree("/")


def _binds():
    wanted = {path: path for path in _plan.common}
    wanted |= {f"/usr/bin/{name}": _plan.place(path) for name, path in _plan.programs.items()}
    wanted |= {path: _plan.places[path] for path in _plan.extra}
    wanted |= {target: _plan.place(file) for target, file in _plan.files.items() if os.path.dirname(target) not in wanted}
    wanted[f"{ENVIRONMENT}/lib/python{sysconfig.get_python_version()}/site-packages"] = SITE
    return wanted


def _links():
    # Below /runtime there is a virtual environment, as people have one: so even `python -I` finds Django.
    pythons = (f"{ENVIRONMENT}/bin/python", f"{ENVIRONMENT}/bin/python3", "/usr/bin/python3")
    own = {"/bin": "usr/bin", "/tmp": f"{BOX}/tmp", "/dev/shm": f"{BOX}/tmp"}
    return _plan.links | own | dict.fromkeys(pythons, _plan.python)


def _files(user):
    home = os.path.dirname(_plan.python)
    return {
        f"{ENVIRONMENT}/pyvenv.cfg": f"home = {home}\ninclude-system-site-packages = false\n",
        "/etc/passwd": f"{LEARNER}:x:{user}:{user}::{BOX}/home:/bin/bash\n",
        "/etc/group": f"{LEARNER}:x:{user}:\n",
    }


def _bind(source, target):
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o644))
    kernel.mount(source, target, None, kernel.MS_BIND)
