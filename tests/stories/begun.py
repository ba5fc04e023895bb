"""Where does a story begin that is not about the beginning? With an alliance that a bot has just founded."""

from contextlib import closing
from pathlib import Path
from shutil import copy

from sqlalchemy import make_url

from sandbox import keeping
from tests.databases import give_tables
from tests.stories.stage import Stage


class Begun:
    """Its database, on SQLite, and all that Slack shows of it: made once, and copied for each story."""

    def __init__(self, folder: Path) -> None:
        self._database, self._slack = folder / "accord.db", folder / "slack.json"
        with closing(Stage(folder, f"sqlite:///{self._database}")) as stage:
            give_tables(stage.database_url)
            stage.starts_ready()
            assert stage.stop_bot() == 0
            keeping.save(stage.sandbox.workspace, self._slack)

    def copy_to(self, stage: Stage) -> None:
        copy(self._database, str(make_url(stage.database_url).database))
        keeping.load(stage.sandbox.workspace, self._slack)
