"""Says each time that the project does not stand on what was prepared for it, and reports nothing else."""
import os

os.write(4, b'{"t": "unprepared"}\n{"t": "end"}\n')
os._exit(0)
