"""What is made from the store and can be made again, and how it is kept in step."""
