"""Plain files that are read at once and never trusted: tables, arrays, lines."""
