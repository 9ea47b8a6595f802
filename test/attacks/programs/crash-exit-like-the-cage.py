"""Leaves with the exit code of a cage that could not be closed, which would be nobody's fault but ours."""
import os

os._exit(90)
