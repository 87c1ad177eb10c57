"""A graph as files: Graphviz, Mermaid, SVG, a page. Pure: texts in, text out."""
