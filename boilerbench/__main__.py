"""`python -m boilerbench` is `boilerbench`."""

from boilerbench.cli import main

if __name__ == "__main__":
    main()
