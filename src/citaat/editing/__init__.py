"""Writing what an editor decides: gold questions from answers seen, lexicon entries from questions missed."""
