"""English words that no rule inflects: plurals of nouns; past, participle and other forms of verbs."""

from __future__ import annotations


def _table(text: str) -> dict[str, str]:
    return {line.split()[0]: " ".join(line.split()[1:]) for line in text.strip().splitlines()}


PLURALS = _table("""
man men
woman women
child children
tooth teeth
foot feet
goose geese
mouse mice
louse lice
ox oxen
person people
die dice
penny pence pennies
leaf leaves
loaf loaves
calf calves
half halves
hoof hooves hoofs
knife knives
life lives
wife wives
shelf shelves
elf elves
self selves
wolf wolves
thief thieves
sheaf sheaves
scarf scarves scarfs
wharf wharves wharfs
dwarf dwarves dwarfs
roof roofs
proof proofs
reef reefs
chef chefs
chief chiefs
cliff cliffs
belief beliefs
sheep sheep
deer deer
fish fish fishes
trout trout
salmon salmon
squid squid
moose moose
bison bison
series series
species species
aircraft aircraft
spacecraft spacecraft
offspring offspring
crossroads crossroads
headquarters headquarters
cactus cacti cactuses
fungus fungi
nucleus nuclei
radius radii
stimulus stimuli
syllabus syllabuses syllabi
alumnus alumni
crisis crises
thesis theses
oasis oases
axis axes
basis bases
analysis analyses
hypothesis hypotheses
parenthesis parentheses
phenomenon phenomena
criterion criteria
bacterium bacteria
medium media mediums
curriculum curricula
stratum strata
gateau gateaux
plateau plateaus plateaux
tableau tableaux
bureau bureaus bureaux
matrix matrices
index indexes indices
vertex vertices
appendix appendices
axe axes
quiz quizzes
bus buses
gas gases
photo photos
piano pianos
studio studios
passer-by passers-by
brother-in-law brothers-in-law
sister-in-law sisters-in-law
mother-in-law mothers-in-law
father-in-law fathers-in-law
""")
VERBS = _table("""
be am is are was were been being
have has had having
do does did done doing
go goes went gone
arise arose arisen
awake awoke awoken
bear bore borne born
beat beat beaten
become became become
begin began begun
bend bent
bet bet
bind bound
bite bit bitten
bleed bled
blow blew blown
break broke broken
breed bred
bring brought
build built
burn burnt
burst burst
buy bought
cast cast
catch caught
choose chose chosen
cling clung
come came come
cost cost
creep crept
cut cut
deal dealt
dig dug
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
dwell dwelt
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fling flung
fly flew flown
forbid forbade forbidden
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
get got gotten
give gave given
grind ground
grow grew grown
hang hung
hear heard
hide hid hidden
hit hit
hold held
hurt hurt
keep kept
kneel knelt
knit knit
know knew known
lay laid
lead led
lean leant
leap leapt
learn learnt
leave left
lend lent
let let
lie lay lain
light lit
lose lost
make made
mean meant
meet met
mow mown
overcome overcame
pay paid
put put
quit quit
read read
rebuild rebuilt
rid rid
ride rode ridden
ring rang rung
rise rose risen
run ran run
saw sawn
say said
see saw seen
seek sought
sell sold
send sent
set set
sew sewn
shake shook shaken
shed shed
shine shone
shoot shot
show shown
shrink shrank shrunk
shut shut
sing sang sung
sink sank sunk
sit sat
sleep slept
slide slid
sling slung
slit slit
smell smelt
sow sown
speak spoke spoken
speed sped
spell spelt
spend spent
spill spilt
spin spun
spit spat
split split
spoil spoilt
spread spread
spring sprang sprung
stand stood
steal stole stolen
stick stuck
sting stung
stride strode
strike struck
string strung
strive strove
swear swore sworn
sweep swept
swell swollen
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
thrust thrust
tread trod trodden
undergo underwent undergone
understand understood
undo undid undone
uphold upheld
wake woke woken
wear wore worn
weave wove woven
weep wept
win won
wind wound
withdraw withdrew withdrawn
write wrote written
""")
