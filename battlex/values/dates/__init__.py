"""When: from the words and numbers of a date to ISO 8601 and EDTF. ``reading`` is the way in."""
