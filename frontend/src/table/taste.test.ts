import { expect, test } from "vitest";
import { leaningsOf } from "./taste";

test("a taste's leanings come with the strongest first, whichever way", () => {
  const told = { words: [], decisions: 4, since: null, features: [{ feature: "a", label: "warm", weight: 0.2 }, { feature: "b", label: "no photo", weight: -0.7 }, { feature: "c" }] };
  expect(leaningsOf(told as never).map((one) => one.label)).toEqual(["no photo", "warm"]);
});
