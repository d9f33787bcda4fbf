"""``python -m clipper``."""

from clipper.cli.main import main

if __name__ == "__main__":
    main()
