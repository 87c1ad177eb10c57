"""Catalogs: numbered collections of papers, one TOML file each."""
