import type { Box } from "./geometry";

export interface Line {
  readonly way: "across" | "down";
  /** Where it lies: y of one across, x of one down. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Snapped {
  readonly dx: number;
  readonly dy: number;
  readonly lines: readonly Line[];
}

const edges = (start: number, length: number): readonly [number, number, number] => [start, start + length / 2, start + length];

function nearest(mine: readonly number[], others: readonly Box[], start: "x" | "y", length: "w" | "h", reach: number): number | undefined {
  let best: number | undefined;
  for (const other of others) {
    for (const theirs of edges(other[start], other[length])) {
      for (const own of mine) {
        const gap = theirs - own;
        if (Math.abs(gap) <= reach && (best === undefined || Math.abs(gap) < Math.abs(best))) best = gap;
      }
    }
  }
  return best;
}

/** How much further a moved box should go to stand in line with one of the others, and the lines that say so. */
export function snapped(box: Box, others: readonly Box[], reach: number): Snapped {
  const dx = nearest(edges(box.x, box.w), others, "x", "w", reach) ?? 0;
  const dy = nearest(edges(box.y, box.h), others, "y", "h", reach) ?? 0;
  const placed = { ...box, x: box.x + dx, y: box.y + dy };
  return { dx, dy, lines: [...linesOf(placed, others, "down"), ...linesOf(placed, others, "across")] };
}

function linesOf(box: Box, others: readonly Box[], way: Line["way"]): Line[] {
  const [start, length, along, extent] = way === "down" ? (["x", "w", "y", "h"] as const) : (["y", "h", "x", "w"] as const);
  const lines: Line[] = [];
  for (const at of edges(box[start], box[length])) {
    const level = others.filter((other) => edges(other[start], other[length]).some((theirs) => Math.abs(theirs - at) < 0.01));
    if (level.length === 0) continue;
    const all = [box, ...level];
    lines.push({
      way,
      at,
      from: Math.min(...all.map((one) => one[along])),
      to: Math.max(...all.map((one) => one[along] + one[extent])),
    });
  }
  return lines;
}
