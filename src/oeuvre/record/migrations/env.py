"""Runs the revisions on the connection, and in the transaction, that `database.prepare` hands over."""

from alembic import context

from oeuvre.record.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table="record_revision"
)
with context.begin_transaction():
    context.run_migrations()
