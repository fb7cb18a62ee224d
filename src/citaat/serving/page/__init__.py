"""What people see: the page, the articles on it, and the words around them."""
