"""Gold questions: read, checked, kept apart from what is tuned."""
