"""The trainers' room: prepare, present, live, afterwards, alone."""
