"""What `--help`, the man page and docs/cli.md say: read once, rendered three times."""
