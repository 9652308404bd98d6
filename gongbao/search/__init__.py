"""The search's query language, questions and suggestions."""
