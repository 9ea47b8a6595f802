"""Closes everything it has, the channel included, and goes on computing nothing."""
import os
import time

os.closerange(0, 64)
time.sleep(0.2)
os._exit(0)
