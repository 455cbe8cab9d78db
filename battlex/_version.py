"""The version of battlex, in a place that costs nothing to read."""

__version__ = "0.1.0"
