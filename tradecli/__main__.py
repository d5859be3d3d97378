"""`python -m tradecli`."""

import sys

from tradecli.cli import main

if __name__ == "__main__":
    sys.exit(main())
