import { expect, test } from "vitest";
import { flat, said } from "./flat";

test("nested settings are lines, and nothing is said of what is empty", () => {
  expect(flat({ seed: 0, of: [1, 2], none: [], copy: { headline: "Oui", line: "" }, facts: [{ strong: "4 mai" }], off: false, gone: null })).toEqual([
    ["seed", "0"],
    ["of", "1, 2"],
    ["copy.headline", "Oui"],
    ["facts.0.strong", "4 mai"],
    ["off", "false"],
  ]);
});

test("words on a design are read by element, whatever they are kept with", () => {
  const copy = { headline: "Nuit", named: false, small: "", facts: [{ kind: "date", strong: "4 mai,", weak: "18 h" }, { kind: "price", strong: "Gratuit", weak: "" }], programme: [{ name: "soupe", place: "la cour", time: "20 h" }] };
  expect(said(copy)).toEqual([["headline", "Nuit"], ["facts", "4 mai, 18 h\nGratuit"], ["programme", "20 h soupe la cour"]]);
});
