"""How results look: JSON, plain records, or drawn for a terminal. It decides nothing."""
