"""The values that everything else speaks of. Pure: no I/O, no clock, no globals.

They are named tuples, not dataclasses: frozen all the same, and the interpreter makes
one in a tenth of the time, which every start of the program would pay for.
"""
