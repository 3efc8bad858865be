"""Which passages of two articles say the same, and who tells which fact."""
