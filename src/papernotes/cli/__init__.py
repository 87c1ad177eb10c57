"""The commands: parse, call the core, hand the result to a renderer. One module each."""
