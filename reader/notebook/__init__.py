"""What the reader kept: highlights, marks on articles, saved searches. No Textual."""
