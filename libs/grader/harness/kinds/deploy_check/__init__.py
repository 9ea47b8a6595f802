"""Settings and files for production: the learner's settings are loaded as they are, once per environment, each time in
a new process, and asked from outside as a proxy would ask."""

from .judge import judge
from .subject import subject

__all__ = ["judge", "subject"]
