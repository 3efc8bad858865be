.PHONY: run test test-all check format catalogs clean
