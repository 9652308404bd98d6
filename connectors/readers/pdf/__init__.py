"""PDF files and scans, read page by page in a process of their own."""
