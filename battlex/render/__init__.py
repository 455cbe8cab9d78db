"""From battles to what is printed: records (the columns), JSON, CSV, and the picture for a terminal."""
