import i18next from "i18next";
import { beforeAll, expect, it } from "vitest";
import * as Y from "yjs";
import en from "@words/en/studio.json";
import fr from "@words/fr/studio.json";
import { wordsOn } from "./labels";
import type { Works } from "./session";
import { readCard } from "./shapes";

beforeAll(async () => {
  await i18next.init({ lng: "fr", ns: ["studio"], defaultNS: "studio", resources: { fr: { studio: fr }, en: { studio: en } }, interpolation: { escapeValue: false } });
});

function said(language: "fr" | "en", fields: Record<string, unknown>): string {
  const cards = new Y.Doc().getMap<Y.Map<unknown>>("cards");
  cards.set("label", new Y.Map<unknown>(Object.entries({ kind: "label", text: "as written", ...fields })));
  const card = readCard("label", cards.get("label"));
  return card === undefined ? "" : wordsOn(card, i18next.getFixedT(language), WORKS).replaceAll(/[\u00A0\u202F]/g, " ");
}

const WORKS = new Map([["d", { id: "d", kind: "draft", act: 31, because: "plus calme", asked: { name: "Léa" } }]]) as unknown as Works;
const ROUND = { row: "round", round: 3, round_kind: "mix", of: "7,12", keep: "palette,mark", act: 31 };

it("says what led to a row in the reader's language", () => {
  expect(said("fr", ROUND)).toBe("Tournée 3 · 7 et 12 mêlées, en gardant les couleurs et le motif · Léa : plus calme");
  expect(said("en", ROUND)).toBe("Round 3 · 7 and 12 mixed, keeping the colours and the motif · Léa: plus calme");
});

it("tells who asked and why from the works alone: what a label repeats of it is not shown", () => {
  expect(said("en", { ...ROUND, act: 32, asked: "Léa", because: "plus calme" })).toBe("Round 3 · 7 and 12 mixed, keeping the colours and the motif");
});

it("says a partner's row in the reader's language too", () => {
  const asked = { row: "round", round: 2, round_kind: "ask", of: "3", act: 31 };
  expect(said("en", asked)).toBe("A partner’s answer · Léa: plus calme");
  expect(said("fr", asked)).toContain(" · Léa : plus calme");
});

it("names a sheet only where there are several", () => {
  expect(said("fr", { row: "sheet", sheet: 1, brief: 1 })).toBe("La première planche");
  expect(said("en", { row: "sheet", sheet: 2, brief: 1 })).toBe("Sheet 2");
  expect(said("en", { row: "sheet", sheet: 2, brief: 2 })).toBe("Brief 2 · The first sheet");
  expect(said("en", { row: "sheet", sheet: 2, idea: 4 })).toBe("Drafts of idea 4");
});

it("shows a person's words as they stand, and what it does not know as the rule wrote it", () => {
  expect(said("en", {})).toBe("as written");
  expect(said("en", { row: "dance" })).toBe("as written");
  expect(said("en", { row: "round", round: -1, round_kind: "more" })).toBe("as written");
});
