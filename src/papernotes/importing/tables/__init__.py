"""The parts of reading tables: rows, columns and their fields, cells, dates."""
