import { expect, test } from "vitest";
import { moved, spliced, spliceOf } from "./splicing";

test("the change between two texts makes one of the other, and cuts no sign in two", () => {
  const texts = ["", "a", "ab", "aab", "pain", "du pain", "du pain frais", "🍞", "🥖", "a🍞b", "a🥖b", "🍞🥖", "🥖🍞"];
  for (const before of texts) {
    for (const after of texts) {
      const change = spliceOf(before, after);
      if (change === undefined) {
        expect(after).toBe(before);
        continue;
      }
      expect(spliced(before, change)).toBe(after);
      // Half a sign cannot be written in an address.
      for (const part of [change.inserted, before.slice(change.at, change.at + change.removed)]) expect(() => encodeURIComponent(part)).not.toThrow();
    }
  }
});

test("a caret stays where it was among the words", () => {
  const change = spliceOf("du pain", "du bon pain");
  expect([0, 3, 5, 7].map((place) => moved(place, change))).toEqual([0, 3, 9, 11]);
  expect(moved(4, spliceOf("du pain", "du"))).toBe(2);
  expect(moved(4, undefined)).toBe(4);
});
