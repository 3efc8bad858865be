"""From what was typed to hits with their passages."""
