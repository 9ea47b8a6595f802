"""Questions to the database: functions answer with queries, which stay in the subject as lazy handles while the judge
counts the statements on its own connection. Both are part of the common toolbox, so grading is that of `implement`."""

from ..implement import judge, practice, prepare_judge, prepare_practice, prepare_subject, subject

__all__ = ["judge", "practice", "prepare_judge", "prepare_practice", "prepare_subject", "subject"]
