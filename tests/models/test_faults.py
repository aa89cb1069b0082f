"""Endpoints that fail: bounded tries, one clear failure, the key nowhere, and never an exception."""

from __future__ import annotations

import io
import json
import logging
import time
import traceback

import pytest

from oeuvre.models import (
    AnswerCut,
    AnswerTooLong,
    AnswerUnreadable,
    AskTooLong,
    CallFailed,
    Catalogue,
    EndpointBusy,
    EndpointDown,
    EndpointFailed,
    EndpointLate,
    EndpointRefused,
    Guard,
    IdeasAsk,
    KeyMissing,
    KeyRefused,
    LinesAsk,
    LinesResult,
    ModelsError,
    NothingUsable,
    Purse,
    SpendCapReached,
    TextAsk,
    TextModel,
    propose_ideas,
    write_lines,
)
from tests.models.conftest import KEY, Faulty
from tests.models.fault_server import BREAD
from tests.models.servers import Server

BRIEF = "A bakery on the square opens in the evening. Warm bread from the oven."
GUARD = Guard("en", allowed_text=BRIEF, longest=60)
ASK = LinesAsk("headline", BRIEF, count=3, seed=1)
QUESTION = TextAsk("Be brief.", "Say bread.", schema={"type": "object"}, max_tokens=50, seed=1)

FAILURES: dict[str, type[CallFailed]] = {
    "late": EndpointLate,
    "dripping": EndpointLate,
    "half": AnswerCut,
    "html": AnswerUnreadable,
    "bad-json": AnswerUnreadable,
    "plain": AnswerUnreadable,
    "deep": AnswerUnreadable,
    "html-inside": AnswerUnreadable,
    "refusal-plain": AnswerUnreadable,
    "unauthorized": KeyRefused,
    "tells-key": EndpointRefused,
    "busy": EndpointBusy,
    "broken": EndpointFailed,
    "redirect": EndpointRefused,
    "packed": AnswerUnreadable,
    "shapeless": AnswerUnreadable,
    "no-choices": AnswerUnreadable,
    "no-content": AnswerUnreadable,
    "endless": AnswerTooLong,
    "small": AskTooLong,
    "no-such-model": EndpointRefused,
}


def lines_of(model: TextModel, **more: object) -> LinesResult:
    return write_lines(model, ASK, GUARD, wait=lambda seconds: None, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("fault", FAILURES)
def test_a_failure_has_its_name_a_remedy_and_no_key(
    faulty: Faulty, fault: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Everything that a failing call raises, prints and logs is searched for the key."""
    caplog.set_level(logging.DEBUG)
    model = faulty(fault)
    with pytest.raises(FAILURES[fault]) as raised:
        model.write(QUESTION)
    error = raised.value
    told = io.StringIO()
    traceback.print_exception(error, file=told)
    for language in ("fr", "en"):
        told.write(error.message(language) + error.remedy(language) + json.dumps(error.as_dict(language)))
        assert "{{" not in error.message(language) + error.remedy(language)
    chain = [error, error.__cause__, error.__context__]
    told.write(repr([(one, getattr(one, "__dict__", {})) for one in chain]))
    told.write(repr(error.__reduce__()) + caplog.text + "".join(capfd.readouterr()))
    assert KEY not in told.getvalue()
    assert KEY[:12] not in told.getvalue()
    # The client's own error holds the request, headers and all: it is not behind ours.
    assert error.__cause__ is None
    assert error.__context__ is None


def test_the_key_goes_to_the_endpoint_and_little_else_does(faulty: Faulty, fault_server: Server) -> None:
    faulty("good").write(QUESTION)
    headers = fault_server.heard[-1].headers
    assert headers["authorization"] == f"Bearer {KEY}"
    needed = {"host", "authorization", "content-type", "content-length", "connection"}
    assert set(headers) == needed | {"accept", "accept-encoding", "user-agent"}
    assert headers["accept-encoding"] == "identity"


def test_settings_of_another_service_are_not_sent(
    faulty: Faulty, fault_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-service-0123456789")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-another-service")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Secret: of-another-service")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    faulty("good", key_env="").write(QUESTION)
    assert "another-service" not in json.dumps(dict(fault_server.heard[-1].headers))


def test_an_answer_that_says_the_key_has_it_taken_out(faulty: Faulty) -> None:
    result = lines_of(faulty("writes-key"))
    assert KEY not in repr(result)
    assert result.accepted


def test_a_redirect_is_not_followed(faulty: Faulty, fault_server: Server) -> None:
    result = lines_of(faulty("redirect"))
    assert isinstance(result.failed, EndpointRefused)
    assert {one.path for one in fault_server.heard} == {"/v1/chat/completions"}


@pytest.mark.parametrize("fault", ["good", "fenced", "thinking", "broken-once", "busy-once", "lying-usage"])
def test_what_can_be_read_is(faulty: Faulty, fault: str) -> None:
    result = lines_of(faulty(fault))
    assert result.accepted == tuple(BREAD)
    assert result.failed is None
    assert result.tries == (2 if fault.endswith("once") else 1)
    assert all(answer.tokens_in > 0 and answer.tokens_out > 0 for answer in result.answers)


@pytest.mark.parametrize("fault", FAILURES)
def test_tries_are_bounded_and_nothing_is_raised(faulty: Faulty, fault_server: Server, fault: str) -> None:
    begun = time.monotonic()
    result = lines_of(faulty(fault))
    assert time.monotonic() - begun < 6
    assert isinstance(result.failed, FAILURES[fault])
    assert result.accepted == ()
    assert len(fault_server.heard) == result.tries <= 3
    assert result.tries == (3 if result.failed.again and fault != "busy" else 1)


@pytest.mark.parametrize(
    ("fault", "reasons"),
    [
        ("french", {"language"}),
        ("price", {"fact"}),
        ("invented", {"fact"}),
        ("stutter", {"repetition"}),
        ("refusal", {"refusal"}),
        ("injected", {"instructions", "address"}),
        ("markup", {"markup", "address"}),
        ("empty", {"empty"}),
        ("numbers", {"empty"}),
    ],
)
def test_what_may_not_pass_does_not(faulty: Faulty, fault: str, reasons: set[str]) -> None:
    result = lines_of(faulty(fault))
    assert result.accepted == ()
    assert result.tries == 3
    assert {reason for _, reason in result.refused} == reasons
    assert isinstance(result.failed, NothingUsable)
    for language in ("fr", "en"):
        assert "{{" not in result.failed.message(language)


def test_one_thing_said_four_times_is_one_line(faulty: Faulty) -> None:
    result = lines_of(faulty("same"))
    assert result.accepted == ("Bread after dark.",)
    assert {reason for _, reason in result.refused} == {"duplicate"}
    assert result.failed is None


def test_ten_thousand_ideas_are_24_that_are_read(faulty: Faulty) -> None:
    result = propose_ideas(faulty("ten-thousand"), IdeasAsk(BRIEF, count=10_000), GUARD)
    assert result.tries <= 3
    assert len(result.ideas) == 3
    assert len(result.ideas) + len(result.refused) <= 24 * result.tries


def test_ideas_are_the_models_and_each_has_something_to_draw_and_a_path(faulty: Faulty) -> None:
    result = propose_ideas(faulty("ideas"), IdeasAsk(BRIEF, count=2), GUARD)
    assert [(idea.premise, idea.by, idea.model) for idea in result.ideas] == [
        ("The loaf is the moon.", "model", "ideas"),
        ("The crust is a drum.", "model", "ideas"),
    ]
    assert result.ideas[0].line == "The oven glows at night."
    assert result.ideas[1].path == ("bread", "crust", "drum")
    assert [reason for _, reason in result.refused] == ["duplicate", "fact", "path", "shape"]


def test_parameters_that_an_endpoint_refuses_are_left_out_once_and_for_all(
    faulty: Faulty, fault_server: Server
) -> None:
    model = faulty("choosy")
    first = model.write(QUESTION)
    assert len(fault_server.heard) == 6
    # A schema is asked for as any JSON before it is left out.
    assert fault_server.heard[-2].body["response_format"] == {"type": "json_object"}
    assert fault_server.heard[-1].body.keys() == {"model", "messages", "max_completion_tokens"}
    # A seed that was not sent is not told as one that was.
    assert first.seed is None
    model.write(QUESTION)
    assert len(fault_server.heard) == 7


def test_an_endpoint_that_is_down_is_asked_once(catalogue: Catalogue) -> None:
    import socket

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        card = catalogue.add_endpoint(url=f"http://127.0.0.1:{held.getsockname()[1]}/v1", model="m")
        result = lines_of(catalogue.open_text(card.id))
    assert isinstance(result.failed, EndpointDown)
    assert result.tries == 1


def test_a_missing_key_is_told_before_any_call(
    faulty: Faulty, fault_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OEUVRE_TEST_KEY")
    result = lines_of(faulty("good"))
    assert isinstance(result.failed, KeyMissing)
    assert fault_server.heard == []
    assert (result.tries, result.cost_micro) == (0, 0)


def test_every_call_is_paid_and_the_cap_stops_the_next(faulty: Faulty, fault_server: Server) -> None:
    model = faulty("refusal")
    unbound = lines_of(model, purse=Purse())
    dearest = [ask.dearest(model.card.cost) for ask in unbound.asked]
    # 100 tokens in at 1 EUR and 50 out at 2 EUR a million: 200 micro-euros a call.
    assert (len(dearest), unbound.cost_micro) == (3, 600)
    fault_server.heard.clear()
    purse = Purse(cap_micro=max(dearest) + 200, currency="EUR")
    result = lines_of(model, purse=purse)
    assert isinstance(result.failed, SpendCapReached)
    assert result.tries == len(fault_server.heard) == 2
    assert purse.spent_micro == result.cost_micro == 400
    again = lines_of(model, purse=Purse(dearest[0] - 1, dearest[0], "EUR"))
    assert (again.tries, again.cost_micro) == (0, 0)


def test_a_call_that_may_have_cost_is_counted_at_its_dearest(faulty: Faulty) -> None:
    purse = Purse(cap_micro=1_000_000, currency="EUR")
    lines_of(faulty("late"), purse=purse)
    assert purse.spent_micro > 0
    free = Purse(cap_micro=1_000_000, currency="EUR")
    lines_of(faulty("unauthorized"), purse=free)
    assert free.spent_micro == 0


def test_a_provider_of_somebody_else_that_breaks_is_a_failure_like_any(faulty: Faulty) -> None:
    card = faulty("good").card

    class Broken:
        def __init__(self) -> None:
            self.card = card

        def write(self, ask: TextAsk) -> object:
            raise ZeroDivisionError(KEY)

    result = lines_of(Broken())  # type: ignore[arg-type]
    assert isinstance(result.failed, ModelsError)
    assert "ZeroDivisionError" in result.failed.message("en")
    assert KEY not in str(result.failed)


def test_half_a_sign_is_written_as_a_mark_and_refused(faulty: Faulty) -> None:
    result = lines_of(faulty("halves"))
    assert result.accepted[0] == BREAD[0]
    assert ("Warm \ufffd bread", "control") in result.refused
    for answer in result.answers:
        json.dumps([answer.text, answer.data, answer.finish], ensure_ascii=False).encode()


def test_a_price_in_the_words_of_the_street_is_a_price(faulty: Faulty) -> None:
    assert lines_of(faulty("quid")).accepted == ()


def test_a_word_that_contents_a_local_server_is_no_secret(faulty: Faulty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHORT_KEY", "bread")
    assert lines_of(faulty("good", key_env="SHORT_KEY")).accepted == tuple(BREAD)


def test_an_answer_in_drops_says_how_long_it_was_heard(faulty: Faulty) -> None:
    begun = time.monotonic()
    with pytest.raises(EndpointLate) as raised:
        faulty("dripping").write(QUESTION)
    assert abs(float(str(raised.value.values["seconds"])) - (time.monotonic() - begun)) < 1
