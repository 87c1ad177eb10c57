"""Journals: what a reader did, append-only plain TOML, one folder a device."""
