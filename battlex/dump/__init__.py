"""Whole dumps, as fast as they decompress: planned as parts that any number of workers read, and written in order."""
