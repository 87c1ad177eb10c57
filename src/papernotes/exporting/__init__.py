"""Exporting: entries as text that other programs read, and papernotes itself. Pure."""
