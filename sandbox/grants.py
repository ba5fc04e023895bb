"""In which workspaces the app is installed, and with which tokens. It is kept as everything in the workspace is."""

from dataclasses import dataclass, field


@dataclass
class Token:
    team_id: str
    expires_at: float | None = None


@dataclass
class Grants:
    """`teams` are those that ever installed it, but for the app's first one, in the order in which they did."""

    tokens: dict[str, Token] = field(default_factory=dict)
    # The workspace's id, by refresh token.
    refresh: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    teams: list[str] = field(default_factory=list)

    def is_installed(self, team_id: str) -> bool:
        return bool(self.tokens_of(team_id))

    def tokens_of(self, team_id: str) -> list[str]:
        """List what an app could call with, in order."""
        return [token for token, it in self.tokens.items() if it.team_id == team_id and token not in self.gone]

    def revoke(self, team_id: str) -> None:
        """All tokens of an install are worth nothing from now on."""
        self.gone |= {token for token, it in self.tokens.items() if it.team_id == team_id}
        self.refresh = {refresh: team for refresh, team in self.refresh.items() if team != team_id}
