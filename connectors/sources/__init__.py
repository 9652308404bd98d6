"""Where issues are found."""
