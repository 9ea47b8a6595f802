"""A script that guards a project: it runs on the good project and on broken copies; judged is what it says of each."""

from judge import workbench
from workshop import warden

workshop = warden.serve
judge = workbench.run
