import { expect, test } from "vitest";
import type { Act, Party } from "../api/types";
import { actorOf, byDay, draftOf, worksOf } from "./acts";
import { whom } from "./filters";
import { asked, changed, isNarrow, readAddress } from "./sieve";

const act = (more: Partial<Act>): Act => ({
  seq: 1, id: "a", kind: "compose", at: "2026-11-25T10:00:00Z", project: "p", run: "r", by: [], used: [], made: [], what: "", because: "", settings: {}, asked: null, named: {}, ...more,
});
const party = (id: string, kind: Party["kind"], library = false): Party => ({ id, name: id, kind, role: null, library });
const one = (work: string, role: string) => ({ work, role, title: work });

test("an address says what is looked for, and is what was looked for", () => {
  const search = new URLSearchParams("party=x&kind=decisions&until=2026-11-25&since=yesterday&act=4&q=nuit");
  const looked = readAddress(search);
  expect(looked).toEqual({ project: "", party: "x", kind: "decisions", work: "", since: "", until: "2026-11-25", q: "nuit" });
  expect(asked(looked, "fete")).toEqual({ project: "fete", party: "x", kind: "choose,keep,refuse,reopen,allow,explore", q: "nuit", until: new Date(2026, 10, 26).toISOString() });
  expect(changed(search, { q: "", since: "2026-01-02" }).toString()).toBe("party=x&kind=decisions&until=2026-11-25&since=2026-01-02");
  expect([isNarrow(looked), isNarrow(readAddress(new URLSearchParams("act=4")))]).toEqual([true, false]);
});

test("an act shows what it is about", () => {
  const composed = act({ used: [one("brief", "brief")], made: [one("d", "draft"), one("v", "preview")] });
  expect([worksOf(composed).map(({ work }) => work), draftOf(composed)?.work]).toEqual([["d"], "d"]);
  const refused = act({ kind: "refuse", used: [one("d", "refused")] });
  expect([worksOf(refused)[0]?.work, draftOf(refused)?.work, draftOf({ ...refused, settings: { idea: 3 } })]).toEqual(["d", "d", undefined]);
  expect(draftOf(act({ kind: "sign", used: [one("r", "rendition")], made: [one("e", "edition")] }))).toBeUndefined();
});

test("who brought a piece acts, not who made it", () => {
  const by = [{ party: "1", role: "author", name: "Lorc", kind: "person" }, { party: "2", role: "importer", name: "images", kind: "rule" }];
  expect(actorOf(act({ by }))?.["name"]).toBe("images");
});

test("days part the acts", () => {
  expect(byDay([act({ at: new Date(2026, 1, 3, 9).toISOString() }), act({ at: new Date(2026, 1, 3, 8).toISOString() }), act({ at: new Date(2026, 1, 2, 23).toISOString() })]).map(({ day, acts }) => [day, acts.length])).toEqual([["2026-02-03", 2], ["2026-02-02", 1]]);
});

test("whom the record knows stands once under one name, people first and oneself before all, the library's authors last", () => {
  const all = [party("Delapouite", "person", true), party("rules", "rule"), party("Zoé", "person"), party("Ana", "person"), party("Mistral", "model"), { ...party("2", "collective"), name: "Ana" }];
  expect(whom(all, "Zoé").map(({ id, group }) => [id, group])).toEqual([["Zoé", "people"], ["Ana,2", "people"], ["Mistral", "models"], ["rules", "rules"], ["Delapouite", "library"]]);
});
