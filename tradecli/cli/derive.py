from tradecli.cli.options import Common

EXAMPLES = ""


def command(common: Common) -> int:
    """X."""
    return 0
