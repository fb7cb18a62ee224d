"""Turns texts, Markdown, saved HTML pages and DOCX documents into the articles of a corpus."""
