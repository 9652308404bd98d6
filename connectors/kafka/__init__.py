"""Kafka: what the outbox holds, as CloudEvents that services subscribe to.

Each event reaches a `read_committed` reader exactly once, in order for each key; docs/decisions/exactly-once.md
says how. The modules: `connection` (settings to clients, errors to sentences), `oauth` (tokens), `topics` (topics as
code), `cloudevents` (events to records and back), `routing` (which records an event becomes), `reading` (a topic up to
its end), `transactions`, `positions` (how far publishers were), `publisher` (the outbox to Kafka), `dead_letters`,
`replaying` (events sent again), `examination` (for the doctor), `sink` (all of it behind one port).
"""
