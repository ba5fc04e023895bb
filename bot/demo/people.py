"""The people in the demo's workspace. They are fictional; the council's workspace holds the app."""

from collections.abc import Iterator
from pathlib import Path

from bot.demo.beginning import Beginning
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
# Where Accord is to be installed there are three workspaces, each with some of the partners.
INSTALLABLE = {
    "T0HARBOUR": ("Harbour Shelter", ("U0ANN", "U0BEN", "U0DEV", "U0ELA", "U0OLLY")),
    "T0KELVIN": ("Kelvin Advice", ("U0FAY", "U0GUS", "U0HAL", "U0IVY")),
}


def demo_workspace(manifest: Manifest, beginning: Beginning = Beginning.STORY) -> Workspace:
    """Make the workspace on its first day, empty but for its people, and Accord where the story begins at once."""
    workspace = Workspace(team_domain="city-council" if beginning is Beginning.INSTALL else "glasgow-alliance")
    workspace.commands, workspace.shortcuts = manifest.commands, manifest.shortcuts
    workspace.events, workspace.has_home = manifest.events, manifest.has_home
    titles = dict(_titles(read(ALLIANCE_FILE)))
    for user_id, name in NAMES.items():
        team, team_name = _team(user_id, workspace.team_id, beginning)
        called = name.lower().replace(" ", ".")
        workspace.add_user(User(user_id, called, name, team, team_name, title=titles[user_id]))
    everybody = {*NAMES, workspace.bot_user} if beginning is Beginning.STORY else {*NAMES}
    workspace.add_channel(Channel(CHANNEL, "alliance", everybody, is_ext_shared=True))
    return workspace


def _team(user_id: str, home: str, beginning: Beginning) -> tuple[str, str]:
    """Return the id and name of somebody's workspace."""
    if user_id in AT_HOME:
        return home, ""
    if beginning is Beginning.INSTALL:
        return next((team, name) for team, (name, people) in INSTALLABLE.items() if user_id in people)
    return f"T0{user_id[2:]}", ""


def _titles(file: AllianceFile) -> Iterator[tuple[str, str]]:
    yield MANAGER, "Operations manager"
    yield OUTSIDER, "A visitor, speaks for nobody"
    for partner in file.partners:
        lead, *deputies = partner.representatives
        yield lead, partner.name
        yield from ((deputy, f"{partner.name}, deputy") for deputy in deputies)
