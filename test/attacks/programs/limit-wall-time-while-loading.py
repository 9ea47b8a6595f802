"""Never finishes loading."""
import time

from .honest import *

time.sleep(3600)
