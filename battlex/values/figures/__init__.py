"""Strength and casualties: how many of what, and what became of them. ``reading`` walks a value; the other modules answer it."""
