"""Elasticsearch: an index of what the ledger holds, whole at every moment, and search over it.

Delivery: at least once, in any order, with the same end. Every entry has an id of its own and the ledger's sequence
number as its version, so that an older one never wins; what the ledger no longer has is taken out; an issue counts as
indexed only when all of it is. The modules: `client` (settings to a client, errors to sentences), `templates`,
`entries` (a snapshot to what is indexed), `bulk` and `patience` (many entries at once, in spite of trouble), `indices`
(what stands behind our aliases), `sync`, `rebuild` and `verify`, `index` (all of that for one ledger), `search`,
`kibana` (saved objects), `sink` (the index behind a port).
"""
