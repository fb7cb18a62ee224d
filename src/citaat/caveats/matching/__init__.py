"""Where the term sets of the rules stand in a message, and which rules hold."""
