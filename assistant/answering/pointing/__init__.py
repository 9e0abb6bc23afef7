"""The very words of a clause that answer who, when, where or how much."""
