"""`python -m citaat` is the same program."""

from citaat.cli.main import program

if __name__ == "__main__":
    program()
