"""How far a misspelt word is from the words of the rules."""
