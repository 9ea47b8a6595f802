# A program that outlives the script: own session, no output, deaf to every signal it can be deaf to.
python - <<'PY'
import os, signal, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        for number in range(64):
            try:
                os.close(number)
            except OSError:
                pass
        while True:
            time.sleep(0.05)
            with open("/box/project/notes.txt", "a") as file:
                file.write("forged\n")
    os._exit(0)
PY
sleep 0.3
