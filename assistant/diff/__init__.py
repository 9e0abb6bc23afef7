"""What differs between two versions of a policy: clauses, the words within one, the answers given."""
