"""What tests make and share; no test file imports another."""
