"""What is done to questions, corpora and systems to see them fail."""
