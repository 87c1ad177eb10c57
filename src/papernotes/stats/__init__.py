"""How many, how fast, on what, when: what your reading adds up to (pure)."""
