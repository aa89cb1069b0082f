"""Words and what is known of them: gender, sound, kind, association, the trades they belong to."""
