import { describe, expect, it } from "vitest";
import { drawnFrom } from "./face";

const draw = (name: string): string => {
  const drawn = drawnFrom(name);
  return [drawn(5), drawn(6), drawn(5)].join();
};

describe("the face of a partner", () => {
  it("is the same for the same name and seldom for another", () => {
    expect(draw("plume")).toBe(draw("plume"));
    expect(new Set(["house", "plume", "ink", "painter", "scribe", "muet"].map(draw)).size).toBeGreaterThan(3);
  });
});
