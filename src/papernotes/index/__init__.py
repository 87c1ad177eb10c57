"""The index: a disposable SQLite cache of the library. The files are the truth."""
