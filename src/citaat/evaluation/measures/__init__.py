"""Figures and their intervals."""
