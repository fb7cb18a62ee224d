"""A saved HTML page: its tree, what stands around the text, and the text itself."""
