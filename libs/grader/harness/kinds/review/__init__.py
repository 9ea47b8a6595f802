"""The gate before a mentor: hidden checks read what was written. A project that belongs to it is asked as in `implement`.

That the gate passes says nothing of the skill; the submission then waits for a mentor.
"""

from .. import implement

subject = implement.subject
prepare_subject = implement.prepare_subject
prepare_judge = implement.prepare_judge
judge = implement.judge
