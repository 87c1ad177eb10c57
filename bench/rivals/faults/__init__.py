"""The same faults in every program: what is lost, what is said, what works afterwards."""
