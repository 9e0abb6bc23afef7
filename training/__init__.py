"""Training of the shipped models from the questions in `training/data`."""
