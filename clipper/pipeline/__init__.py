"""The story: a file per job, the stages in order."""
