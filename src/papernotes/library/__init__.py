"""The library: catalogs, progress and notes merged. What every command reads."""
