"""The half of a run that holds the hidden checks. It never imports a file that the learner may change."""
