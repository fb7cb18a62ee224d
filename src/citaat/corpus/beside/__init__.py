"""What an editor may put beside the articles: known questions and words, and settings."""
