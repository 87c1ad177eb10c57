"""What to read next, and why. Pure functions of entries and the date."""
