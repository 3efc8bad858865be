"""Everything that knows a language: detection, tokens, analyzers, folding, romanisation."""
