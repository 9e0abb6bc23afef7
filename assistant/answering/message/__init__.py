"""A raw message made into the question that is looked up."""
