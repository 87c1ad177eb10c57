"""The network: one door, behind which everything is hostile until it is checked."""
