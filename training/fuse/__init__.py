"""Fits the numbers of `Weights` on the policies that no model was trained on: `python -m training.fuse`."""
