"""Production: the loop from brief to hand-off. Each step is acts on the record, and the record is its only state."""

from oeuvre.licence import money_told
from oeuvre.production.agreeing import propose_split, refuse_split, sign_split
from oeuvre.production.allowing import ALLOW, allow_format, faults_of
from oeuvre.production.at_hand import AtHand, spent
from oeuvre.production.bench import DRAWING
from oeuvre.production.correcting import Corrected, check_edit, correct, versions_before
from oeuvre.production.drawings import Half, read_drawing, read_picture
from oeuvre.production.earning import MoneyLineage, moment_of, money_lineage
from oeuvre.production.earning_books import (
    Imported,
    Ran,
    import_usage,
    in_ids,
    list_statements,
    open_books,
    party_id,
    people_of,
    run_books,
    statement_value,
    statements_of,
    why_line,
)
from oeuvre.production.earning_grants import Receivable, find_receivable, receivables
from oeuvre.production.earning_names import WorkNames
from oeuvre.production.emblem_errors import (
    EmblemError,
    EmblemOfOther,
    FileEnding,
    FontUnknown,
    MixUnfit,
    NameUndrawable,
    NotAnEmblem,
    PictureOfOther,
    WaysOfHouse,
)
from oeuvre.production.emblem_uses import (
    LONGEST_NAME,
    Composed,
    figured,
    house_of,
    is_emblem_use,
    make_lockup,
    make_pattern,
    make_turn,
    rerun_use,
)
from oeuvre.production.errors import (
    AllStruckOut,
    BreaksCheck,
    CopyLost,
    FileUnknown,
    FolderUnwritable,
    ForeignFolder,
    HomeInside,
    IdeaRefused,
    MarkUnknown,
    MustStay,
    NoFaceForScript,
    NoSuchDraft,
    NoSuchIdea,
    NoSuchRound,
    NothingToChoose,
    NothingToUndo,
    NotInFamily,
    NotOffered,
    NotRepeatable,
    PictureUnknown,
    ProductionError,
    ReferencesRefused,
    RunBusy,
    ShareAlikeOff,
    ZipInTheWay,
)
from oeuvre.production.exchanges import model_party
from oeuvre.production.explored import Exploration, explore_into, is_explored, recipe_of, rerun_explored
from oeuvre.production.exploring import Explored, Figure, Recipe, explore_figures, half_field_of, redraw
from oeuvre.production.foreseen import Foreseen, foreseen
from oeuvre.production.gathering import act_row, gather_report
from oeuvre.production.generators import (
    draw_directions,
    explore_generator,
    is_foreign,
    png_of,
    rerun_foreign,
    sample_emblems,
    sample_pictures,
)
from oeuvre.production.handoff import (
    RECORD_PATH,
    check_zip,
    result_files,
    write_contact_sheet,
    write_ideas_page,
    zip_folder,
)
from oeuvre.production.handout import Handout, Note, ShownRow, handout_pdf, small_picture
from oeuvre.production.handout import Shown as ShownWork
from oeuvre.production.holding import (
    Asked,
    Because,
    Component,
    Holder,
    Holdings,
    component_in_words,
    held_work,
    holder_in_words,
    holdings,
    holdings_in_words,
)
from oeuvre.production.holding_parts import PartsTable, parts_in_words, parts_table, set_parts
from oeuvre.production.ideas import IDEAS, MOST_IDEAS, Proposed, check_wish, find_idea, ideas_of, read_idea, worded
from oeuvre.production.importing import bring_in, check_file_kind
from oeuvre.production.invitations import KINDS as INVITING
from oeuvre.production.invitations import (
    MOMENTS,
    MOST_PROPOSED,
    PROPOSED,
    Invitation,
    Moment,
    NotInvited,
    dismiss,
    invitations_of,
    invite,
)
from oeuvre.production.keeping import DRAWING as DRAWN_FROM
from oeuvre.production.keeping import LIKE, Look, figure_of, keep_emblem, point_of
from oeuvre.production.licensing.acts import GRANT, PERMIT, USE
from oeuvre.production.licensing.asked import (
    brief_of,
    clauses_in_the_way,
    client_of,
    read_amount,
    read_moment,
    read_party,
    read_price,
)
from oeuvre.production.licensing.asking import Answer, ask
from oeuvre.production.licensing.disputing import dispute, disputed_works, settle
from oeuvre.production.licensing.errors import (
    AlreadyPublic,
    EvidenceMissing,
    GrantIncomplete,
    GrantUnknown,
    LicensingError,
    MomentUnfit,
    NothingDisputed,
    NothingPriced,
    NotTheClaimant,
    NotTheHolder,
    PriceForbidden,
    SignerUnknown,
    TermsCollide,
)
from oeuvre.production.licensing.granted import Granted, find_grant, grants_of
from oeuvre.production.licensing.granting import grant, refusal_of
from oeuvre.production.licensing.holders import holders
from oeuvre.production.licensing.holding_back import edition_today
from oeuvre.production.licensing.house_reading import READINGS, reading_as_dict, reading_at, set_reading
from oeuvre.production.licensing.metering import Receipt, read_receipt, report_use, use_grant
from oeuvre.production.licensing.money import follow_holds, free_money, hold_money
from oeuvre.production.licensing.papers import licence_files
from oeuvre.production.licensing.receiving import receive, reverse_receipt
from oeuvre.production.licensing.speaking import deciders, speakers
from oeuvre.production.licensing.splits import percent_asked
from oeuvre.production.licensing.standing import Standing, standing_terms
from oeuvre.production.licensing.stating import (
    approve,
    offer,
    own_terms,
    permit,
    renew,
    state_terms,
    take_back,
    withdraw,
)
from oeuvre.production.licensing.telling import (
    answer_as_dict,
    answer_in_words,
    granted_as_dict,
    granted_in_words,
    shares_expected,
    told_terms,
)
from oeuvre.production.licensing.text import licence_text
from oeuvre.production.licensing.wording import (
    basis_in_words,
    conflict_as_dict,
    conflicts_as_dicts,
    licence_called,
    one_line,
    standing_as_dict,
    terms_lines,
)
from oeuvre.production.live import (
    MOST_PARENTS,
    MOST_TURN,
    Dial,
    Drawn,
    Explorer,
    Nine,
    Showing,
    Shown,
    open_explorer,
)
from oeuvre.production.loop import DRAFTS, Loop, silent
from oeuvre.production.matches import KINDS as TOURNAMENT_KINDS
from oeuvre.production.matches import (
    MOST_ENTRANTS,
    MatchPassed,
    NoSuchTournament,
    Tournament,
    begin_tournament,
    judge,
    refusals,
    take_back_match,
    tournament_at,
    tournaments_in,
)
from oeuvre.production.naming import rule_name, shown_name
from oeuvre.production.outlines import Outline, Pointed, outlined
from oeuvre.production.page.phrases import licence_name
from oeuvre.production.picture_keeping import (
    keep_picture,
    kept_pictures,
    picture_choices,
    picture_leaning,
    record_picture_choice,
    reset_picture_choices,
    tones_in_words,
    undo_picture_choice,
)
from oeuvre.production.picture_points import PICTURE_POINT_SHAPE, latent_in, read_picture_point, write_picture_point
from oeuvre.production.picture_ways import PictureWish, latent_of_work
from oeuvre.production.picturing import (
    Pictured,
    PictureDial,
    PictureExplorer,
    PictureRound,
    close_pictures,
    open_pictures,
)
from oeuvre.production.pieces import Pieces
from oeuvre.production.points import POINT_SHAPE, Point, fields_of, read_point, write_point
from oeuvre.production.preparing import prepare
from oeuvre.production.proposing import propose_lines, propose_picture
from oeuvre.production.reasons import hints_in
from oeuvre.production.recolouring import in_palette
from oeuvre.production.recording import RULES, Recorder, brief_alone, brief_work, rule
from oeuvre.production.reopening import clear_editions, refuse_chosen, reopen, reopen_idea, shelve_editions
from oeuvre.production.report import RunReport
from oeuvre.production.rerunning import Reach, Rerun, is_repeatable, rerun
from oeuvre.production.rounds import MOST as MOST_OF_ROUND
from oeuvre.production.rounds import (
    ROUND,
    Round,
    RoundMade,
    Wish,
    refuse_round,
    round_title,
    settled_wish,
    to_round,
    variant_rounds,
)
from oeuvre.production.run import (
    Run,
    check_folder,
    identify,
    lock,
    open_folder,
    place_in,
    read_run_of,
    slug,
    write_atomic,
)
from oeuvre.production.searching import Found, excerpt, folded, sayings, search
from oeuvre.production.showing import kind_of, show_work
from oeuvre.production.sounds import HEAD as SOUND_HEAD
from oeuvre.production.sounds import sound_of
from oeuvre.production.space import (
    EXPLORE,
    MOST_SPACE_BYTES,
    Space,
    export_space,
    import_space,
    kept_emblems,
    leaning,
    leaning_words,
    read_space,
    record_choice,
    reset_space,
    rounds_of,
    space_of,
    undo_choice,
)
from oeuvre.production.splitting import (
    Sheet,
    SheetShare,
    all_sheets,
    read_shares,
    sheet_at,
    sheets_awaiting,
    sheets_of,
)
from oeuvre.production.states import Draft, draft_at, draft_path, drafts_of, find_draft, latest_run
from oeuvre.production.tabled import Tabled, TabledComment, TabledLine
from oeuvre.production.taste import TEACHING, Taste, TasteFold, phrase, reset_taste, taste_of
from oeuvre.production.thumbnails import picture_of
from oeuvre.production.training import (
    HOUSES,
    PERMITTING,
    Marked,
    collection_folder,
    drawings_of,
    find_house,
    keep_drawings,
    marked_models,
    record_training,
    withdrawn_from,
)
from oeuvre.production.words import find_lines
from oeuvre.production.workshop import Workshop

# fmt: off
__all__ = [
    "ALLOW", "DRAFTS", "DRAWING", "DRAWN_FROM", "EXPLORE", "GRANT", "HOUSES", "IDEAS", "INVITING", "LIKE",
    "LONGEST_NAME", "MOMENTS", "MOST_ENTRANTS", "MOST_IDEAS", "MOST_OF_ROUND", "MOST_PARENTS", "MOST_PROPOSED",
    "MOST_SPACE_BYTES", "MOST_TURN", "PERMIT", "PERMITTING", "PICTURE_POINT_SHAPE", "POINT_SHAPE", "PROPOSED",
    "READINGS", "RECORD_PATH", "ROUND", "RULES", "SOUND_HEAD", "TEACHING", "TOURNAMENT_KINDS", "USE",
    "AllStruckOut", "AlreadyPublic", "Answer", "Asked", "AtHand", "Because", "BreaksCheck", "Component", "Composed",
    "CopyLost",
    "Corrected", "Dial", "Draft", "Drawn", "EmblemError", "EmblemOfOther", "EvidenceMissing", "Exploration", "Explored",
    "Explorer", "Figure", "FileEnding", "FileUnknown", "FolderUnwritable", "FontUnknown", "ForeignFolder", "Foreseen",
    "Found", "GrantIncomplete", "GrantUnknown", "Granted", "Half", "Handout", "Holder", "Holdings", "HomeInside",
    "IdeaRefused", "Imported", "Invitation", "LicensingError", "Look", "Loop", "MarkUnknown", "Marked", "MatchPassed",
    "MixUnfit", "Moment", "MomentUnfit", "MoneyLineage", "MustStay", "NameUndrawable", "Nine", "NoFaceForScript",
    "NoSuchDraft", "NoSuchIdea", "NoSuchRound", "NoSuchTournament", "NotAnEmblem", "NotInFamily", "NotInvited",
    "NotOffered", "NotRepeatable", "NotTheClaimant", "NotTheHolder",
    "Note", "NothingDisputed", "NothingPriced", "NothingToChoose", "NothingToUndo",
    "Outline", "PartsTable", "PictureDial", "PictureExplorer", "PictureOfOther", "PictureRound", "PictureUnknown",
    "PictureWish", "Pictured", "Pieces", "Point", "Pointed", "PriceForbidden",
    "ProductionError", "Proposed", "Ran", "Reach", "Receipt",
    "Receivable", "Recipe", "Recorder", "ReferencesRefused", "Rerun", "Round", "RoundMade", "Run", "RunBusy",
    "RunReport", "ShareAlikeOff", "Sheet", "SheetShare", "Showing", "Shown", "ShownRow", "ShownWork", "SignerUnknown",
    "Space", "Standing", "Tabled", "TabledComment", "TabledLine", "Taste", "TasteFold", "TermsCollide", "Tournament",
    "WaysOfHouse", "Wish", "WorkNames", "Workshop", "ZipInTheWay", "act_row", "all_sheets", "allow_format",
    "answer_as_dict", "answer_in_words", "approve", "ask", "basis_in_words", "begin_tournament", "brief_alone",
    "brief_of", "brief_work", "bring_in", "check_edit", "check_file_kind", "check_folder", "check_wish", "check_zip",
    "clauses_in_the_way", "clear_editions", "client_of", "close_pictures", "collection_folder", "component_in_words",
    "conflict_as_dict", "conflicts_as_dicts", "correct", "deciders", "dismiss", "dispute", "disputed_works", "draft_at",
    "draft_path", "drafts_of", "draw_directions", "drawings_of", "edition_today", "excerpt", "explore_figures",
    "explore_generator", "explore_into", "export_space", "faults_of", "fields_of", "figure_of", "figured", "find_draft",
    "find_grant", "find_house", "find_idea", "find_lines", "find_receivable", "folded", "follow_holds", "foreseen",
    "free_money", "gather_report", "grant", "granted_as_dict", "granted_in_words", "grants_of", "half_field_of",
    "handout_pdf", "held_work", "hints_in", "hold_money", "holder_in_words", "holders", "holdings", "holdings_in_words",
    "house_of", "ideas_of", "identify", "import_space", "import_usage", "in_ids", "in_palette", "invitations_of",
    "invite", "is_emblem_use", "is_explored", "is_foreign", "is_repeatable", "judge", "keep_drawings", "keep_emblem",
    "keep_picture", "kept_emblems", "kept_pictures", "kind_of", "latent_in", "latent_of_work", "latest_run", "leaning",
    "leaning_words", "licence_called", "licence_files", "licence_name", "licence_text", "list_statements", "lock",
    "make_lockup", "make_pattern", "make_turn", "marked_models", "model_party", "moment_of", "money_lineage",
    "money_told", "offer", "one_line", "open_books", "open_explorer", "open_folder", "open_pictures", "outlined",
    "own_terms", "parts_in_words", "parts_table", "party_id", "people_of", "percent_asked", "permit", "phrase",
    "picture_choices", "picture_leaning", "picture_of", "place_in", "png_of", "point_of", "prepare", "propose_lines",
    "propose_picture", "propose_split", "read_amount", "read_drawing", "read_idea", "read_moment", "read_party",
    "read_picture", "read_picture_point", "read_point", "read_price", "read_receipt", "read_run_of", "read_shares",
    "read_space", "reading_as_dict", "reading_at", "receivables", "receive", "recipe_of", "record_choice",
    "record_picture_choice", "record_training", "redraw", "refusal_of", "refusals", "refuse_chosen", "refuse_round",
    "refuse_split", "renew", "reopen", "reopen_idea", "report_use", "rerun", "rerun_explored", "rerun_foreign",
    "rerun_use", "reset_picture_choices", "reset_space", "reset_taste", "result_files", "reverse_receipt",
    "round_title", "rounds_of", "rule", "rule_name", "run_books", "sample_emblems", "sample_pictures", "sayings",
    "search", "set_parts",
    "set_reading", "settle", "settled_wish", "shares_expected", "sheet_at", "sheets_awaiting", "sheets_of",
    "shelve_editions", "show_work", "shown_name", "sign_split", "silent", "slug", "small_picture", "sound_of",
    "space_of", "speakers", "spent", "standing_as_dict", "standing_terms", "state_terms", "statement_value",
    "statements_of", "take_back",
    "take_back_match", "taste_of", "terms_lines", "to_round", "told_terms", "tones_in_words",
    "tournament_at", "tournaments_in", "undo_choice", "undo_picture_choice", "use_grant", "variant_rounds",
    "versions_before", "why_line", "withdraw", "withdrawn_from", "worded", "write_atomic", "write_contact_sheet",
    "write_ideas_page", "write_picture_point", "write_point", "zip_folder",
]
# fmt: on
