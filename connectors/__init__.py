"""The world outside: sources, blobs, the ledger and readers, each behind a port of `gongbao.ports`."""
