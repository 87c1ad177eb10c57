"""Papers that need papers, as numbers: how far a graph reaches, in which order to walk (pure)."""
