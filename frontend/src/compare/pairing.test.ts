import { expect, test } from "vitest";
import { ranking, standing, type Result } from "./pairing";

function play(entrants: string[], better: (a: string, b: string) => string): Result[] {
  const results: Result[] = [];
  for (;;) {
    const { match } = standing(entrants, results);
    if (match === undefined) return results;
    const winner = better(...match);
    results.push({ winner, loser: match[0] === winner ? match[1] : match[0], because: "" });
  }
}

const best = (a: string, b: string): string => (Number(a) < Number(b) ? a : b);

test("of a hundred the best wins after ninety-nine matches, of any number after one fewer", () => {
  for (const count of [2, 3, 5, 8, 13, 100]) {
    const entrants = Array.from({ length: count }, (_, index) => String((index * 37) % count)).filter((id, index, all) => all.indexOf(id) === index);
    const results = play(entrants, best);
    expect(results).toHaveLength(entrants.length - 1);
    expect(standing(entrants, results).winner).toBe("0");
    expect(ranking(entrants, results)[0]).toBe("0");
    expect(new Set(ranking(entrants, results))).toEqual(new Set(entrants));
    expect(new Set(results.map((one) => one.loser)).size).toBe(results.length);
  }
});

test("one step back asks the same pair again", () => {
  const entrants = ["0", "1", "2", "3", "4"];
  const results = play(entrants, best);
  const before = standing(entrants, results.slice(0, 2)).match;
  expect(before).toEqual(standing(entrants, results.slice(0, -2)).match);
  expect(standing(entrants, []).match).toEqual(["0", "1"]);
  expect(standing([], []).match).toBeUndefined();
});
