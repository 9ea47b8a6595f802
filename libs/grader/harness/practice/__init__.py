"""Practice: an exercise's public tests in the learner's own process. Fast, and its word is worth what the learner's is."""
