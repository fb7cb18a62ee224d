"""What is stored of a corpus, and how it is opened and scored."""
