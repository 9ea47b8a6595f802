"""Makes empty files without end, files longer than any disk, and names that are too long."""
import os
import time


def tries():
    os.chdir(os.environ["TMPDIR"])
    found, made = [], 0
    try:
        for made in range(12_000):
            os.close(os.open(f"empty-{made}", os.O_CREAT | os.O_WRONLY))
            if made % 100 == 0:
                time.sleep(0.002)
        found.append(f"{made} files")
    except OSError:
        pass
    for number in range(made):
        os.unlink(f"empty-{number}")
    for name, act in {
        "a file of a terabyte": lambda: os.truncate("long", 1 << 40),
        "a byte far away": lambda: write_at("long", 1 << 35),
        "a name of 256 bytes": lambda: os.mkdir("n" * 256),
        "a path of 5,000 bytes": lambda: os.mkdir("/".join(["."] * 2500)),
    }.items():
        try:
            open("long", "a").close()
            act()
        except OSError:
            continue
        found.append(name)
    return found


def write_at(path, place):
    with open(path, "r+b") as file:
        file.seek(place)
        file.write(b"x")
