"""Find what is wrong with a catalog's file, or with the library, and say what to do about it.

It reads files and never writes any.
"""
