"""Commands: they run in a prepared copy with a home of its own and no network; judged is the state that results."""

from judge import workbench
from workshop import warden

workshop = warden.serve
judge = workbench.run
