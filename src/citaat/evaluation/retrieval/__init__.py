"""Retrieval sets and peers."""
