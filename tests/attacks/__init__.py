"""Attacks: hostile text, names, files and lines, and what must not come of them."""
