"""Licences in the formats of others: ODRL, RSL, TDMRep, CAWG, IPTC/PLUS, SPDX, Creative Commons deeds.

`export_terms` writes and lists every field that the format cannot say, found by reading back what was written;
`import_terms` reads and lists what terms here do not hold. Reading never permits more than was written.
"""

from oeuvre.licence.exchange.errors import ExchangeError, ExchangeUnfit, ExchangeUnknown
from oeuvre.licence.exchange.formats import FORMATS, Format, export_terms, format_named, import_terms
from oeuvre.licence.exchange.losses import Exported, Imported, Loss, losses
from oeuvre.licence.exchange.mining import tdm_headers, tdm_meta, training_assertion
from oeuvre.licence.exchange.packet import Stated, rights_packet
from oeuvre.licence.exchange.policy import as_odrl
from oeuvre.licence.exchange.rsl import robots_line
from oeuvre.licence.exchange.stances import stance as stance_of

__all__ = [
    "FORMATS",
    "ExchangeError",
    "ExchangeUnfit",
    "ExchangeUnknown",
    "Exported",
    "Format",
    "Imported",
    "Loss",
    "Stated",
    "as_odrl",
    "export_terms",
    "format_named",
    "import_terms",
    "losses",
    "rights_packet",
    "robots_line",
    "stance_of",
    "tdm_headers",
    "tdm_meta",
    "training_assertion",
]
