"""A run laid out for its readers: terminal, JSON, JUnit, GitHub and a page for editors."""
