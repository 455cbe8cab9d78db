"""What our output looks like, for programs: JSON Schema of a battle, Table Schema of the tables."""
