"""Gongbao: government gazettes as documents, facts and events.

The core: what a gazette issue is (`model`), what its things are called (`ids`), what is known of one
gazette (`gazette`), what can go wrong (`errors`), and what the outside must offer (`ports`).
"""
