"""Questions about documents rather than rules: their facts, their versions, what is in which; no search needed."""
