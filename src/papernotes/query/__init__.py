"""Queries: the terms that select papers, the same wherever a command takes a QUERY."""
