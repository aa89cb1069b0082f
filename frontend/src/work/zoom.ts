export const LEAST = 0.05;
export const MOST = 8;
const STEPS = [LEAST, 0.1, 0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4, 6, MOST];

/** The next of the usual zooms, out (-1) or in (1). */
export function stepped(now: number, way: -1 | 1): number {
  const next = way === 1 ? STEPS.find((step) => step > now * 1.01) : STEPS.findLast((step) => step < now * 0.99);
  return next ?? (way === 1 ? MOST : LEAST);
}
