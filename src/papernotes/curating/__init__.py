"""Curating: what changes catalogs of your own, and which of them is the current one."""
