"""Files that say what they are made of: web pages and Word documents."""
