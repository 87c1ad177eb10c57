"""What a half-typed command line can go on with. The scripts of the shells ask for it."""
