"""Importing: text of other programs' formats, and of our own, into records. Pure."""
