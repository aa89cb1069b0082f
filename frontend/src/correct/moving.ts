/** A way on a page, in shares of it: to the right, and down. */
export type By = readonly [number, number];

export const NOWHERE: By = [0, 0];
/** One press of an arrow. With Shift it goes five times as far. */
export const STEP = 0.01;
const FARTHEST = 1;

const WAYS: Readonly<Record<string, By>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const held = (share: number): number => Math.min(FARTHEST, Math.max(-FARTHEST, Math.round(share * 1e4) / 1e4));

/** Somewhat further, never further than a page. */
export const further = (by: By, dx: number, dy: number): By => [held(by[0] + dx), held(by[1] + dy)];

export const isMoved = (by: By): boolean => by[0] !== 0 || by[1] !== 0;

/** Where an arrow's key goes from here; undefined for any other key. */
export function byKey(by: By, key: string, far: boolean): By | undefined {
  const way = WAYS[key];
  const step = far ? 5 * STEP : STEP;
  return way === undefined ? undefined : further(by, way[0] * step, way[1] * step);
}

const percent = (share: number): number => Math.round(Math.abs(share) * 1000) / 10;

/** A way as it is said: its directions that are not nothing, in percent. */
export function directions(by: By): { way: "left" | "right" | "up" | "down"; share: number }[] {
  const found = [
    { way: by[0] < 0 ? ("left" as const) : ("right" as const), share: percent(by[0]) },
    { way: by[1] < 0 ? ("up" as const) : ("down" as const), share: percent(by[1]) },
  ];
  return found.filter((one) => one.share > 0);
}

const at = (from: number, length: number): number => (length >= 1 ? 0 : (100 * from) / (1 - length));

/** A part of a picture as a background: how large the whole is, and where, in percent of the part. */
export function partOf(box: { x: number; y: number; w: number; h: number }): { size: string; position: string } {
  return { size: `${100 / box.w}% ${100 / box.h}%`, position: `${at(box.x, box.w)}% ${at(box.y, box.h)}%` };
}
