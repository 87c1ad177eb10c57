"""What can go wrong around the program: real processes, real files, real kills."""
