"""Undo what printing and OCR did to the characters of a line, each change kept."""
