"""papernotes: a reading list for research papers that lives in the terminal."""

__version__ = "0.1.0"
