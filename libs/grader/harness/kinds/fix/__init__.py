"""Repair a project: graded like `implement`; that a starter fails is a matter of its content, not of its grading."""

from ..implement import judge, practice, prepare_judge, prepare_practice, prepare_subject, subject

__all__ = ["judge", "practice", "prepare_judge", "prepare_practice", "prepare_subject", "subject"]
