"""When an answer counts as right."""
