"""`python -m papernotes`."""

from papernotes.main import run

if __name__ == "__main__":
    run()
