"""Lines to documents: contents, document heads, jumps, order, paragraphs."""
