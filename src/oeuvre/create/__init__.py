"""Create: from a brief to works. Its subjects are folders that meet only in `production`; nothing is exported here."""
