import type { Box, Point } from "./geometry";

/** A line between two cards, as the drawing has it: out of a side, level, and into the facing side. */
export interface Curve {
  readonly from: Point;
  readonly first: Point;
  readonly second: Point;
  readonly to: Point;
}

export function curve(a: Box, b: Box): Curve {
  const gapX = Math.max(b.x - (a.x + a.w), a.x - (b.x + b.w));
  const gapY = Math.max(b.y - (a.y + a.h), a.y - (b.y + b.h));
  if (gapX >= gapY) {
    const right = b.x + b.w / 2 >= a.x + a.w / 2;
    const from = { x: right ? a.x + a.w : a.x, y: a.y + a.h / 2 };
    const to = { x: right ? b.x : b.x + b.w, y: b.y + b.h / 2 };
    const reach = Math.max(24, Math.abs(to.x - from.x) / 2) * (right ? 1 : -1);
    return { from, first: { x: from.x + reach, y: from.y }, second: { x: to.x - reach, y: to.y }, to };
  }
  const down = b.y + b.h / 2 >= a.y + a.h / 2;
  const from = { x: a.x + a.w / 2, y: down ? a.y + a.h : a.y };
  const to = { x: b.x + b.w / 2, y: down ? b.y : b.y + b.h };
  const reach = Math.max(24, Math.abs(to.y - from.y) / 2) * (down ? 1 : -1);
  return { from, first: { x: from.x, y: from.y + reach }, second: { x: to.x, y: to.y - reach }, to };
}

export const path = ({ from, first, second, to }: Curve): string =>
  `M${from.x} ${from.y}C${first.x} ${first.y} ${second.x} ${second.y} ${to.x} ${to.y}`;

/** The middle of the curve, where its label stands. */
export const middle = ({ from, first, second, to }: Curve): Point => ({
  x: (from.x + 3 * first.x + 3 * second.x + to.x) / 8,
  y: (from.y + 3 * first.y + 3 * second.y + to.y) / 8,
});
