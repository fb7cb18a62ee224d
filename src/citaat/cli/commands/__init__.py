"""One module for each command: its arguments, its examples, and `run`."""
