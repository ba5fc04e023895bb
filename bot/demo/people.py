"""Who is in the demo's workspace? Fictional people; the council's workspace holds the app."""

from collections.abc import Iterator
from pathlib import Path

from bot.demo.manifest import Manifest
from bot.setup.alliance_file import AllianceFile, read
from sandbox import Channel, User, Workspace

ALLIANCE_FILE = Path(__file__).parent / "alliance.toml"
CHANNEL = read(ALLIANCE_FILE).channel
MANAGER, OUTSIDER = "U0KARA", "U0OLLY"
NAMES = {
    MANAGER: "Kara Munro",
    "U0CAT": "Cat Reid",
    "U0ANN": "Ann Lee",
    "U0BEN": "Ben Okoro",
    "U0DEV": "Dev Shah",
    "U0ELA": "Ela Novak",
    "U0FAY": "Fay Burns",
    "U0GUS": "Gus Wren",
    "U0HAL": "Hal Quinn",
    "U0IVY": "Ivy Stone",
    OUTSIDER: "Olly Trent",
}
AT_HOME = (MANAGER, "U0CAT")


def demo_workspace(manifest: Manifest, *, has_bot: bool = True) -> Workspace:
    """Make the workspace on its first day, empty but for its people; `has_bot` tells whether Accord was invited."""
    workspace = Workspace(team_domain="glasgow-alliance")
    workspace.commands, workspace.shortcuts = manifest.commands, manifest.shortcuts
    workspace.events, workspace.has_home = manifest.events, manifest.has_home
    titles = dict(_titles(read(ALLIANCE_FILE)))
    for user_id, name in NAMES.items():
        team = workspace.team_id if user_id in AT_HOME else f"T0{user_id[2:]}"
        workspace.add_user(User(user_id, name.lower().replace(" ", "."), name, team_id=team, title=titles[user_id]))
    everybody = {*NAMES, workspace.bot_user} if has_bot else {*NAMES}
    workspace.add_channel(Channel(CHANNEL, "alliance", everybody, is_ext_shared=True))
    return workspace


def _titles(file: AllianceFile) -> Iterator[tuple[str, str]]:
    yield MANAGER, "Operations manager"
    yield OUTSIDER, "A visitor, speaks for nobody"
    for partner in file.partners:
        lead, *deputies = partner.representatives
        yield lead, partner.name
        yield from ((deputy, f"{partner.name}, deputy") for deputy in deputies)
