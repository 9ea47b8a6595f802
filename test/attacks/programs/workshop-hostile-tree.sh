python - <<'PY'
import os, socket
os.chdir("/box/project")
for name in (b"line\nbreak", b"\xff\xfe\x80", b"\x1b[31mred", b"-rf", b"..x", b"a" * 255, "ünïcode".encode(), b"{}\"'\\"):
    os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
os.symlink("/etc/passwd", "to-passwd")
os.symlink("/runtime", "to-runtime")
os.symlink("to-itself", "to-itself")
os.symlink("/" + "x" * 4000, "long-link")
os.mkfifo("waits-for-a-writer")
os.mknod("socket", 0o140600)
with open("unreadable", "w") as file:
    file.write("secret")
os.chmod("unreadable", 0)
os.mkdir("closed", 0)
for number in range(20):
    with open(f"sparse-{number}", "wb") as file:
        file.truncate(16_000_000)
os.mkdir("deep")
os.chdir("deep")
for number in range(3_000):
    os.mkdir("deep")
    os.chdir("deep")
PY
