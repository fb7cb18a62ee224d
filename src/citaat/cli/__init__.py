"""The command line: what all commands share; each is a module of its own, imported only when it is called."""
