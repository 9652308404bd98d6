"""Elasticsearch: an index of what the ledger holds, whole at every moment, and search over it.

Delivery: at least once, in any order, with the same end. Every entry has an id of its own and the ledger's running
number as its version, so that an older one never wins; what the ledger no longer has is taken out; an issue counts as
indexed only when all of it is. `connect` gives a client, `Index` fills and checks, `ElasticsearchSearch` searches.
"""
