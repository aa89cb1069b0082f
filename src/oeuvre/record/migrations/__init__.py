"""The history of the record's tables (Alembic); shipped in the package and run when a record is opened."""
