"""The half of a run that holds the learner's code. Nothing in it is believed by the other half."""
