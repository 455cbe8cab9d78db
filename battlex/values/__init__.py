"""What the values of an infobox state, one package or module a kind of value; each reads flat text in a language."""
