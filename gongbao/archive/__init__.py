"""What the documents of an archive say together: of the force of texts, of who holds which office.

Pure functions from what single documents state (facts) to what follows from all of them. A ledger finds the documents
that speak of one thing and keeps what follows.
"""
