"""Fuzzing: a target per entry point, seeds and words for them, mutations of whole articles.

``python -m tests.fuzz TARGET`` runs a target under atheris; ``python -m tests.fuzz.mutate FILE…`` mutates articles.
"""
