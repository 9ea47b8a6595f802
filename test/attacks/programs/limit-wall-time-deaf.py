"""Is deaf to every signal it can be deaf to, in every thread, and waits."""
import signal
import threading
import time

from .honest import *


def list_page(request):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    threading.Thread(target=time.sleep, args=(3600,)).start()
    while True:
        time.sleep(3600)
