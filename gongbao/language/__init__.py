"""What official Chinese looks like: characters, numerals, dates, numbering, names of bodies, titles. Each once.

Form alone, no names: what is particular to one gazette is data in `gazettes/`.
"""
