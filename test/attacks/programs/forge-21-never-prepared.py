"""Claims, each time it is asked, that the project does not stand on what was prepared for it."""
from subject import project

from .honest import *

project.load.__code__ = (lambda job, tables=(), phases=(): False).__code__
