"""What must be read beside the deciding clause: exceptions, conditions, references, definitions, a second rule."""
