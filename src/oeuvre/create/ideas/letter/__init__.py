"""Ideas that need no knowledge of the subject: they read the letter itself, and start from what only this client said.

`signs` are small words by which a letter is read, `cutting` cuts it into fragments that can be quoted, `matters` tells
what each of them is, `moves` turns them into ideas by art direction that is true of anything.
"""

from oeuvre.create.ideas.letter.matters import Matter, matters_of
from oeuvre.create.ideas.letter.moves import is_quoting, letter_ideas, said_twice

__all__ = ["Matter", "is_quoting", "letter_ideas", "matters_of", "said_twice"]
