"""Reading lists as people write them: Markdown and HTML become one tree, the tree records."""
