"""When, how often and in what order: Prefect flows without logic of their own."""
