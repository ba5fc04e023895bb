"""What does `accord register build` do?"""

from argparse import Namespace
from pathlib import Path

from bot import serving
from bot.command_line import one_alliance, open_database, plainly, say
from bot.publishing.register import site


@plainly
def build_register(arguments: Namespace) -> int:
    """Write the register of one alliance as a web site."""
    out = Path(arguments.out)
    with open_database().snapshot() as connection:
        alliance_id = one_alliance(connection, arguments.channel)
        pages = site.build(
            connection,
            alliance_id,
            out,
            serving.utc_now(),
            with_open=arguments.open,
            is_attributed=arguments.attributed,
        )
    start = out / "index.html"
    count = "1 page is" if pages == 1 else f"{pages} pages are"
    say(
        arguments,
        [f"{count} written; open {start} in a browser, or put {out} on any web host"],
        {"file": str(start), "pages": pages},
    )
    return 0
