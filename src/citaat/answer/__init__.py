"""Which words are shown, and whether they are."""
