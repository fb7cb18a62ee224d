"""What `citaat.index` is made of: counting, weighing and writing, of small corpora and large ones."""
