"""The commands that run Accord. Exit status: 0 well, 1 not (a finding of the doctor), 2 a setting."""

from argparse import Namespace
from collections.abc import Iterator

from bot import serving
from bot.command_line import open_database, open_to_read, plainly, say
from bot.commands.named_alliance import the_alliance
from bot.commands.posting import post_digests
from bot.lines.addresses import Addresses
from bot.setup.alliance_file import AllianceFile, read
from bot.setup.doctor import Finding, examine
from bot.setup.doctor_of_installs import examine_installs
from bot.setup.settings import BadSetting, Settings, read_environment, settings_beside


@plainly
def run(_arguments: Namespace) -> int:
    """Connect, and serve until SIGTERM or Ctrl-C."""
    return serving.serve(serving.utc_now)


@plainly
def serve(arguments: Namespace) -> int:
    """Listen for Slack over HTTP, and serve until SIGTERM or Ctrl-C."""
    for option, address in (("--listen", arguments.listen), ("--watch", arguments.watch)):
        host, _, port = address.rpartition(":")
        if not host or not port.isdecimal():
            raise BadSetting(f"{option}: {address!r} is not an address such as 127.0.0.1:3000")
    return serving.serve(serving.utc_now, Addresses(arguments.listen, arguments.watch))


@plainly
def demo(arguments: Namespace) -> int:
    """Run the sandbox with its page and a bot."""
    try:
        # Only the demo needs the sandbox and the libraries behind it.
        from bot.demo import command  # noqa: PLC0415 (needs the sandbox)
    except ModuleNotFoundError as error:
        raise BadSetting(
            f"the demo needs {error.name}: use `make demo`, or install Accord with its extra demo"
        ) from error
    return command.demo(arguments)


@plainly
def doctor(arguments: Namespace) -> int:
    """Say whether everything that Accord needs is in place; exit 1 when something is not."""
    settings = settings_beside(read_environment())
    file = read(settings.alliance_file) if settings.alliance_file else None
    findings = list(_findings(settings, file, _named(arguments.alliance)))
    is_well = all(finding.is_well for finding in findings)
    say(
        arguments,
        (f"{'✅ well ' if finding.is_well else '❌ amiss'}  {finding.what}" for finding in findings),
        {"well": is_well, "findings": [{"well": finding.is_well, "what": finding.what} for finding in findings]},
    )
    return 0 if is_well else 1


def _findings(settings: Settings, file: AllianceFile | None, alliance_id: int | None) -> Iterator[Finding]:
    told = yield from examine(settings, file, serving.utc_now(), alliance_id)
    yield from examine_installs(settings, told, serving.utc_now)


def _named(alliance: str | None) -> int | None:
    if alliance is None:
        return None
    with open_to_read().snapshot() as connection:
        return the_alliance(connection, alliance)


@plainly
def digest(arguments: Namespace) -> int:
    """Post an alliance's digest now; it works beside a running bot and without one."""
    settings = settings_beside(read_environment())
    names = post_digests(open_database(), settings, serving.utc_now, arguments.alliance)
    lines = [f"The digest of {name} is in its channel." for name in names]
    say(arguments, lines or ["There is no digest: no alliance is founded yet"], {"posted": names})
    return 0
