"""Processes: how this one is stopped, and the children that do for it what may hang, crash or grow.

stops         one way out for SIGINT and SIGTERM
children      starting a Python of our own, which ends when we do
worker        asking a child for work, under limits of time and memory
serving       the child's side of that
confinement   what a child gives up before it touches what others wrote
"""
