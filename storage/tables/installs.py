"""The workspaces in which Accord is installed, and their tokens. The columns are slack_sdk's own."""

from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import Index, Text

from storage.engine.columns import metadata

# A workspace, or a whole organisation, that has Accord now, and its sealed tokens (storage/installs/).
bots = SQLAlchemyInstallationStore.build_bots_table(metadata, "slack_bots")
# Each time that it was installed; nobody's id is kept. Tokens stand in the other table only.
installations = SQLAlchemyInstallationStore.build_installations_table(metadata, "slack_installations")
# Who is on the way through Slack's pages: a row goes when they come back, or with the next one after ten minutes.
oauth_states = SQLAlchemyOAuthStateStore.build_oauth_states_table(metadata, "slack_oauth_states")

# Every press and every round of the courier asks for one of a thousand.
Index("ix_slack_bots_team_id", bots.c.team_id)
Index("ix_slack_bots_enterprise_id", bots.c.enterprise_id)

# Sealed tokens are longer than Slack's own, which grow too.
for _sealed in (bots.c.bot_token, bots.c.bot_refresh_token):
    _sealed.type = Text()
