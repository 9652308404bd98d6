"""What stands where on a page to lines in reading order."""
