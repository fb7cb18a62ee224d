"""Caveats: warnings owed to the question, whatever the answer is."""
