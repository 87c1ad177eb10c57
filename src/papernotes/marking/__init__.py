"""Marking: one command becomes one event, or none."""
