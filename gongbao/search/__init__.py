"""What a search asks and what text looks like to it: query language, questions, suggestions."""
