"""`python -m reader`: the same as the command `hexapla`."""

import sys

from reader.cli import main

sys.exit(main())
