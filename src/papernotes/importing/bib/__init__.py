"""The parts of reading BibTeX: entries and their values, people, dates, ids."""
