"""Run as a script of the learner's: what is there to read and to write beyond the own box."""
import glob
import os

SECRETS = ["/proc", "/sys", "/etc/shadow", "/home", "/root/.ssh", "/var", "/run", "/srv", "/.old", "/boot", "/opt", "/mnt",
           "/runtime/harness", "/runtime/site", "/runtime/tools", "/box/checks", "/dev/mem", "/dev/kvm", "/dev/pts",
           "/usr/bin/mount", "/usr/bin/su", "/usr/bin/ssh", "/usr/sbin", "/usr/local"]
PLACES = ["/", "/dev", "/etc", "/runtime", "/runtime/bin", "/usr", "/usr/bin", os.path.dirname(os.__file__)]
PLACES += [os.path.dirname(__import__("django").__file__)]


def tries():
    found = [place for place in SECRETS if os.path.lexists(place)]
    for folder in PLACES:
        try:
            open(f"{folder}/.probe", "w").close()
            found.append(f"writes {folder}")
        except OSError:
            pass
    for file in ("/etc/passwd", "/runtime/pyvenv.cfg", "/usr/bin/env"):
        for act in (lambda: open(file, "r+"), lambda: os.chmod(file, 0o777), lambda: os.unlink(file),
                    lambda: os.rename(file, "/box/tmp/x"), lambda: os.link(file, "/box/tmp/x")):
            try:
                act()
                found.append(f"changes {file}")
            except OSError:
                pass
    found += sorted(set(os.listdir("/dev")) - {"null", "zero", "urandom", "random", "shm"})
    found += glob.glob("/box/**/test_checks*", recursive=True) + glob.glob("/**/slot.py", recursive=True)
    for act in (lambda: os.mknod("/box/tmp/sda", 0o60600, os.makedev(8, 0)), lambda: os.chroot("/box"),
                lambda: os.chown("/box/tmp", 0, 0)):
        try:
            act()
            found.append("special file, root or owner")
        except OSError:
            pass
    return found


if __name__ == "__main__":
    print("\n".join(map(str, tries())))
