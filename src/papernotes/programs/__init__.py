"""Programs of the user's own that we hand something to: an editor, a browser, a pager."""
