import { expect, test } from "vitest";
import { fieldOf, sameBrief, tidy, withTable, wrongWith } from "./values";

const finding = (place: string) => ({ code: "colour-bad", message: "no colour", place, remedy: "" });

test("what is empty is left out, what is false is said", () => {
  expect(tidy({ title: "A", about: " ", mood: [], facts: { qr: false, place: "" }, programme: [{ time: "", name: "B" }, {}] })).toEqual({
    title: "A",
    facts: { qr: false },
    programme: [{ name: "B" }],
  });
});

test("two briefs are the same whatever the order of their keys and their empty fields", () => {
  expect(sameBrief({ title: "A", facts: { place: "x", date: "y" } }, { facts: { date: "y", place: "x", price: "" }, title: "A" })).toBe(true);
  expect(sameBrief({ mood: ["a", "b"] }, { mood: ["b", "a"] })).toBe(false);
});

test("a table is changed and its other fields stay", () => {
  expect(withTable({ title: "A", facts: { date: "y" } }, "facts", { place: "x" })).toEqual({ title: "A", facts: { date: "y", place: "x" } });
});

test("what it is for is a table of lists, and one that is emptied is none", () => {
  const told = withTable({ title: "A", rights: { territories: ["FR"] } }, "rights", { purposes: ["advertising"] });
  expect(told.rights).toEqual({ territories: ["FR"], purposes: ["advertising"] });
  expect(tidy(withTable(withTable(told, "rights", { territories: [] }), "rights", { purposes: [] }))).toEqual({ title: "A" });
  expect(wrongWith([finding("brief.toml:9 rights.territories[0]")], "rights.territories")).toBe("no colour");
});

test("a finding leads to its field", () => {
  expect(fieldOf(finding("brief.toml:11 brand.colours[2]"))).toBe("brand.colours[2]");
  expect(fieldOf(finding("brief.toml:1 title"))).toBe("title");
  expect(fieldOf(finding("brief.toml"))).toBe("");
  expect(wrongWith([finding("brief.toml:11 brand.colours[2]")], "brand.colours")).toBe("no colour");
  expect(wrongWith([finding("brief.toml:11 brand.colours[2]")], "brand.col")).toBeUndefined();
});

test("a field that is filled is never said to lack, though the reading is of before", () => {
  const lacking = { code: "field-missing", message: "title is missing", place: "brief.toml:1 title", remedy: "" };
  expect(wrongWith([lacking], "title")).toBeUndefined();
  expect(wrongWith([lacking, finding("brief.toml:1 title")], "title")).toBe("no colour");
});
