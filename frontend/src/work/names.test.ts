import { expect, test } from "vitest";
import { beside } from "./names";

test("a title beside another says what is its own", () => {
  expect(beside("Nuit · Carte", "Nuit · 3")).toBe("Carte");
  expect(beside("Nuit", "Nuit · 3")).toBe("Nuit");
  expect(beside("bread", "bread")).toBe("bread");
});
