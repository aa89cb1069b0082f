"""Create: from a brief to works. Its subjects are folders, which meet only in `production`; nothing is exported here."""
