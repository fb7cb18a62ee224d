"""Every fault of a corpus at once, each with its line and cure."""
