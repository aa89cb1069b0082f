"""Terms on the record: what each work is under and why, whether something may be made, asking and granting.

`standing` reads the terms of a work, `stating` writes them, `granting` answers requests and gives receipts; `wording`
says all of it in words, `text` writes the licence that travels with editions, `sealing` puts it into the files.
"""
