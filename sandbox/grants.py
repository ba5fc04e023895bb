"""The workspaces in which the app is installed, and its tokens. Saved like everything else in the workspace."""

from dataclasses import dataclass, field


@dataclass
class Token:
    team_id: str
    expires_at: float | None = None


@dataclass
class Grants:
    """`teams` is every workspace that ever installed it, except the app's first, in order."""

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
        """All tokens of an install stop working."""
        self.gone |= {token for token, it in self.tokens.items() if it.team_id == team_id}
        self.refresh = {refresh: team for refresh, team in self.refresh.items() if team != team_id}
