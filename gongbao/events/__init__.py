"""Events: their types, what differs between two readings, what follows from it, and their schemas."""
