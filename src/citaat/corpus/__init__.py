"""What is read: articles, passages, units, lexicon, settings."""
