"""Kafka: what the outbox holds, as CloudEvents that services subscribe to.

Each event reaches a `read_committed` reader exactly once, in order for each key; docs/decisions/exactly-once.md
says how. The modules: `connection` (settings to clients, errors to sentences), `topics` (topics as code),
`cloudevents` (events to records and back), `reading` (a topic up to its end), `publisher` (the outbox to Kafka),
`letters` (dead letters), `replaying` (history once more).
"""
