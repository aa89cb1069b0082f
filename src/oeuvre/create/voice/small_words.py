"""Small words of French and English, by what they do at the border of a clause."""

# Pronouns and quantities that open a clause without pointing back to another.
_OPENERS = {
    "fr": """
        on nous vous tu je chacun chacune personne
    """,
    "en": """
        you we i nobody everybody everyone nothing everything someone anyone
    """,
}
OPENERS = {language: frozenset(words.split()) for language, words in _OPENERS.items()}

# A sentence that begins so leans on the one before it.
_LEANING = {
    "fr": """
        et mais ou donc car or ni puis il elle ils elles ce cela ceci celui celle ceux celles y en dont qui que où
        lorsque quand si comme leur leurs son sa ses ensuite alors aussi ainsi
    """,
    "en": """
        and but or so nor yet then it he she they this that these those which who whose where when if as while
        because their its his her there also
    """,
}
LEANING = {language: frozenset(words.split()) for language, words in _LEANING.items()}

# A clause that ends so was cut too early.
_HANGING = """
    et ou mais de du des d à au aux en dans sur sous chez par pour sans avec le la les l un une ce cette ces
    que qui où and or but of in on at by for with without to from the a an this that these which who as
"""
HANGING = frozenset(_HANGING.split())

# After these stands a verb, even where its letters are a noun's too: « on danse », "nothing leaves", "to walk".
_SUBJECTS = {
    "fr": """
        on il elle ils elles qui nous vous je tu se y ne n'y l'on qu'on ça chacun personne
    """,
    "en": """
        nothing nobody it he she who which everyone everybody we you they i to will can may must don't never please
        let's not cannot can't won't should could would
    """,
}
SUBJECTS = {language: frozenset(words.split()) for language, words in _SUBJECTS.items()}

# After these stands a noun, even where its letters are a verb's too: "a cook", « un livre ».
_ARTICLES = {
    "fr": "le la les l un une des du au aux ce cet cette ces mon ton son notre votre leur nos vos leurs ma ta sa",
    "en": "a an the this that these those my your his her its our their no every each some of",
}
ARTICLES = {language: frozenset(words.split()) for language, words in _ARTICLES.items()}

# English words that name nothing, and forms of verbs that are more often another word: "two left feet".
_NO_WORDS = """
    while till until nobody somebody everybody anybody someone anyone everyone whoever whatever nothing something
    left aged felt ground found bound wound saw ninety eighty seventy sixty fifty forty thirty twenty hundred thousand
    dozen welcome kind
"""
NO_WORDS = frozenset(_NO_WORDS.split())

# English: what stands before a noun, what before the -ing form of a verb, and what right behind a verb.
_BEFORE_NOUNS = "for of on in by with from at into about between under over"
BEFORE_NOUNS = frozenset(_BEFORE_NOUNS.split())
_BEFORE_DOING = "and of by for after before about from while when or"
BEFORE_DOING = frozenset(_BEFORE_DOING.split())
_OBJECTS = "it them him her us me your our my a an the this these those some one"
OBJECTS = frozenset(_OBJECTS.split())
# After these an English word describes.
IS = frozenset({"is", "are", "was", "were", "be", "nearly", "very", "too", "so"})
