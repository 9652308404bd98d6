"""Text in, data out: pure functions, one module a verb; `beam` connects them."""
