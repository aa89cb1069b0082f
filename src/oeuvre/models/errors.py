"""What can go wrong with a model. Sentences and remedies stand in `foundation/words/*/models.json`.

ModelsError
├── CatalogueUnreadable, ModelUnknown, ModelTaken, WrongUse, the catalogue and what one asks of it
│   ProviderMissing, EngineMissing
├── AddressUnfit, NameUnfit, KeyNameUnfit, KeyPasted,          `oeuvre models add` (exit 2)
│   PriceUnfit, PriceMissing, CurrencyUnfit, CapWithoutPrice
├── KeyMissing, KeysOpen                                       the key that an endpoint asks for (exit 1)
├── GGUFMissing, NotGGUF, GGUFTruncated, GGUFUnfit,            a file of weights
│   GGUFChanged
├── CallFailed                                                 one call that gave nothing (exit 1)
│   ├── CallStopped                                            a person stopped it
│   ├── EndpointDown, EndpointLate, EndpointRefused, KeyRefused, EndpointFailed, EndpointBusy, AskTooLong
│   ├── AnswerUnreadable, AnswerCut, AnswerTooLong
│   ├── PictureByAddress, PictureUnfit
│   └── EngineStopped, ProviderFailed                          the engine that runs weights, a provider's own code
├── SpendCapReached, PriceUnknown, OtherCurrency               the purse, before a call (exit 1)
└── NothingUsable                                              the model answered, and no guard let it pass (exit 1)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from oeuvre.foundation import Language, OeuvreError, say


class ModelsError(OeuvreError):
    """Any error of this room; none ever carries a key.

    The value `reason` is a key under `models:reasons`; `reasons` counts such keys.
    """

    room: ClassVar[str] = "models"

    def _spoken(self, language: Language) -> dict[str, object]:
        values = dict(self.values)
        if "reason" in values:
            values["reason"] = say(f"models:reasons.{values['reason']}", language)
        counted = values.get("reasons")
        if isinstance(counted, Mapping):
            values["reasons"] = ", ".join(
                f"{say(f'models:reasons.{name}', language)} ({count})" for name, count in counted.items()
            )
        return values

    def message(self, language: Language = "en") -> str:
        return say(f"models:errors.{self.code}.message", language, place=self.place, **self._spoken(language)).strip()

    def remedy(self, language: Language = "en") -> str:
        return say(f"models:errors.{self.code}.remedy", language, place=self.place, **self._spoken(language))


class CatalogueUnreadable(ModelsError):
    code = "catalogue-unreadable"
    exit_code = 2


class ModelUnknown(ModelsError):
    code = "model-unknown"
    exit_code = 2
    http_status = 404


class ModelTaken(ModelsError):
    code = "model-taken"
    exit_code = 2
    http_status = 409


class WrongUse(ModelsError):
    """A model of text asked for a picture, or the other way round."""

    code = "wrong-use"
    exit_code = 2
    http_status = 422


class ProviderMissing(ModelsError):
    """No installed package registers this provider."""

    code = "provider-missing"
    exit_code = 2


class EngineMissing(ModelsError):
    """The extra that runs weights in a file is not installed."""

    code = "engine-missing"


class AddressUnfit(ModelsError):
    code = "address-unfit"
    exit_code = 2
    http_status = 422


class NameUnfit(ModelsError):
    code = "name-unfit"
    exit_code = 2
    http_status = 422


class KeyNameUnfit(ModelsError):
    code = "key-name-unfit"
    exit_code = 2
    http_status = 422


class KeyPasted(ModelsError):
    """A key itself where the name of a variable, a name or an address belongs; the key is not repeated."""

    code = "key-pasted"
    exit_code = 2
    http_status = 422


class KeyMissing(ModelsError):
    code = "key-missing"


class KeysOpen(ModelsError):
    """Others than its owner can read the home's file of keys."""

    code = "keys-open"


class PriceUnfit(ModelsError):
    code = "price-unfit"
    exit_code = 2
    http_status = 422


class PriceMissing(ModelsError):
    """Some prices of a model are given, and not all that its use needs."""

    code = "price-missing"
    exit_code = 2
    http_status = 422


class CurrencyUnfit(ModelsError):
    code = "currency-unfit"
    exit_code = 2
    http_status = 422


class CapWithoutPrice(ModelsError):
    code = "cap-without-price"
    exit_code = 2
    http_status = 422


class GGUFMissing(ModelsError):
    code = "gguf-missing"
    exit_code = 2
    http_status = 404


class NotGGUF(ModelsError):
    code = "not-gguf"
    exit_code = 2
    http_status = 422


class GGUFTruncated(ModelsError):
    code = "gguf-truncated"
    exit_code = 2
    http_status = 422


class GGUFUnfit(ModelsError):
    """A sound GGUF that is no whole model that writes; `reason` says why."""

    code = "gguf-unfit"
    exit_code = 2
    http_status = 422


class GGUFChanged(ModelsError):
    """The file is another than the one that was added."""

    code = "gguf-changed"


class CallFailed(ModelsError):
    """One call that gave nothing. `again`: a further try may fare better. `billed`: it may have cost all the same."""

    again: ClassVar[bool] = False
    billed: ClassVar[bool] = False
    http_status = 502


class CallStopped(CallFailed):
    """A person stopped what they had asked for while the model was at it; what it had done may be charged."""

    code = "call-stopped"
    billed = True
    http_status = 409


class EndpointDown(CallFailed):
    code = "endpoint-down"


class EndpointLate(CallFailed):
    code = "endpoint-late"
    billed = True
    http_status = 504


class EndpointRefused(CallFailed):
    """The endpoint says no: `status` is HTTP's, `detail` its own words, shortened and free of keys."""

    code = "endpoint-refused"


class AskTooLong(CallFailed):
    """The question and the room for its answer are more than the model reads at once."""

    code = "ask-too-long"


class KeyRefused(CallFailed):
    code = "key-refused"


class EndpointFailed(CallFailed):
    """The endpoint broke down (5xx)."""

    code = "endpoint-failed"
    again = True


class EndpointBusy(CallFailed):
    """Too many calls (429); `seconds` is how long it asks to be left alone."""

    code = "endpoint-busy"
    again = True


class AnswerUnreadable(CallFailed):
    """Not an answer of the protocol: a web page, broken JSON, another shape."""

    code = "answer-unreadable"
    again = True
    billed = True


class AnswerCut(CallFailed):
    """The connection ended before the answer did."""

    code = "answer-cut"
    again = True
    billed = True


class AnswerTooLong(CallFailed):
    code = "answer-too-long"
    billed = True


class PictureByAddress(CallFailed):
    """A picture as an address to fetch; nothing that an answer names is ever fetched."""

    code = "picture-by-address"
    billed = True


class PictureUnfit(CallFailed):
    """Bytes that are no picture, or one too large to open."""

    code = "picture-unfit"
    billed = True


class EngineStopped(CallFailed):
    """The engine could not load the weights, or ended before it answered."""

    code = "engine-stopped"
    again = True
    http_status = 500


class ProviderFailed(CallFailed):
    """A provider's own code broke; `kind` is the name of what it raised."""

    code = "provider-failed"
    billed = True
    http_status = 500


class SpendCapReached(ModelsError):
    """Amounts are told as numbers stand in the reader's language."""

    code = "spend-cap-reached"
    http_status = 402

    def message(self, language: Language = "en") -> str:
        told = {name: _amount(value, language) for name, value in self.values.items()}
        return say(f"{self.room}:errors.{self.code}.message", language, place=self.place, **told)


class PriceUnknown(ModelsError):
    """A cap is set and the model's prices are not: nothing says when the cap is reached."""

    code = "price-unknown"
    http_status = 402


class OtherCurrency(ModelsError):
    code = "other-currency"
    http_status = 402


class NothingUsable(ModelsError):
    """Every line was refused; `reasons` counts why."""

    code = "nothing-usable"
    http_status = 502


def _amount(value: object, language: Language) -> object:
    """An amount as numbers stand in a language; anything else as it is."""
    text = str(value)
    return text.replace(".", ",") if language == "fr" and text.replace(".", "", 1).isdecimal() else value
