"""Repair a project: graded like `implement`; that a starter fails is a matter of its content, not of its grading."""

from ..implement import judge, subject

__all__ = ["judge", "subject"]
