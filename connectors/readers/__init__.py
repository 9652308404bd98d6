"""Files to pages."""
