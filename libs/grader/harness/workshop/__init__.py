"""The learner's half of a run that starts programs: prepared folders, and a warden that watches from outside."""
