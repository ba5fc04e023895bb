"""Runs our migrations with Alembic, in the one transaction that storage/engine/schema.py opened."""

from alembic import context

import storage.tables  # noqa: F401 (they enrol themselves in metadata)
from storage.engine.columns import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
