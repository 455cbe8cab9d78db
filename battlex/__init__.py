"""battlex reads the wikitext of articles on battles."""
