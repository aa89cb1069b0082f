import { expect, test } from "vitest";
import type { Act, WorkRow } from "../api/types";
import { found } from "./finding";
import { partsOf, placeOf } from "./outline";
import { gesturesIn } from "./record-gestures";
import { resizedTo } from "./resizing";
import type { Card } from "./shapes";
import { shownWorks } from "./shown";

const card = (id: string, kind: Card["kind"], x: number, y: number, more: Partial<Card> = {}): Card => ({
  id, kind, x, y, w: 240, h: 300, z: 0, work: undefined, text: "", url: "", title: "", group: undefined, bin: undefined, by: "", made: "", told: undefined, ...more,
});

const row = (more: Partial<WorkRow>): WorkRow => ({ id: "w", kind: "draft", title: "Marché · 1", family: null, ...more }) as WorkRow;

const act = (seq: number, kind: string, party: string, settings: Act["settings"] = {}): Act => ({
  seq, id: "", kind, at: "", project: null, run: "r", by: [{ party, kind: party === "rule" ? "rule" : "person", name: party }], used: [], made: [], what: "", because: "", settings, asked: null, named: {},
});

test("the list goes by the words over the rows, and keeps what lies apart", () => {
  const all = [
    card("ideas", "label", -800, 0, { text: "Idées", w: 480, h: 56 }), card("i1", "work", -800, 80), card("i2", "work", -460, 80),
    card("sheet", "label", 0, 0, { text: "La planche", w: 1500, h: 56 }), card("d1", "work", 0, 80), card("d2", "work", 264, 80), card("d3", "work", 0, 420),
    card("round", "label", 0, 900, { text: "Tournée 1", w: 480, h: 56 }), card("v1", "work", 0, 980),
    card("note", "note", 100, -600),
  ];
  const parts = partsOf(all, "Sur la table");
  expect(parts.map((part) => [part.title, part.cards.map((one) => one.id)])).toEqual([
    ["Idées", ["i1", "i2"]],
    ["La planche", ["d1", "d2", "d3"]],
    ["Tournée 1", ["v1"]],
    ["Sur la table", ["note"]],
  ]);
});

test("a round, a sheet and editions are one gesture each, with what rules do on the way", () => {
  const round = { round: 2, round_kind: "more" };
  const told = gesturesIn([
    act(1, "compose", "rule"), act(2, "refuse", "rule"), act(3, "compose", "rule"), act(4, "deliver", "rule"),
    act(5, "choose", "ines"), act(6, "choose", "ines"), act(7, "refuse", "ines"),
    act(8, "compose", "rule", round), act(9, "compose", "rule", round),
    act(10, "adapt", "rule"), act(11, "adapt", "rule"), act(12, "sign", "rule"), act(13, "deliver", "rule"),
  ]);
  expect(told.map(({ act: last, word, number, count, who }) => [last.seq, word, number, count, who])).toEqual([
    [4, "table.record.sheet", undefined, 2, "rule"],
    [6, "table.acts.choose", undefined, 2, "ines"],
    [7, "table.acts.refuse", undefined, 1, "ines"],
    [9, "table.record.round", 2, 2, "rule"],
    [13, "table.record.editions", undefined, 2, "rule"],
  ]);
});

test("a card that was just made is found in the list by where it stands", () => {
  const parts = [{ id: "a", title: "", cards: [card("1", "note", 0, 0), card("2", "note", 0, 0)] }, { id: "b", title: "", cards: [card("3", "note", 0, 0)] }];
  expect([placeOf(parts, "1"), placeOf(parts, "3"), placeOf(parts, "none")]).toEqual([52, 240, undefined]);
});

test("a design is called by its family, an edition by its format", () => {
  const choices = { families: [{ id: "ligne", label: "Ligne" }], palettes: [], pairings: [], formats: [], licences: [], trades: [] };
  expect(shownWorks([row({ family: "ligne" })], choices).get("w")?.title).toBe("Ligne");
  expect(shownWorks([row({ kind: "edition", title: "Marché · Carte" })], choices).get("w")?.title).toBe("Carte");
  expect(shownWorks([row({ family: "ligne" })], undefined).get("w")?.title).toBe("Marché · 1");
});

test("a work keeps its proportions by its corner, a note does not", () => {
  expect(resizedTo(card("a", "work", 0, 0), { x: 0, y: 0 }, { x: 240, y: 10 }, 1)).toEqual({ w: 480, h: 600 });
  expect(resizedTo(card("a", "note", 0, 0), { x: 0, y: 0 }, { x: 50, y: -500 }, 0.5)).toEqual({ w: 340, h: 64 });
});

test("cards are found by all of the words, whatever their accents and capitals", () => {
  const parts = [{ id: "a", title: "Première planche", cards: [card("1", "note", 0, 0, { text: "Été" }), card("2", "note", 0, 0, { text: "hiver" })] }];
  const ids = (sought: string): string[] => found(parts, sought, (one) => one.text).flatMap((part) => part.cards.map(({ id }) => id));
  expect([ids("ete"), ids("PREMIERE hiv"), ids("printemps"), ids("  ")]).toEqual([["1"], ["2"], [], ["1", "2"]]);
});
