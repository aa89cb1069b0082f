import type { ThumbSize } from "../api/addresses";

/** From this zoom on cards are elements; below it they are drawn on one canvas. */
export const FAR = 0.3;

/** The size of picture that a card of so many table units needs at a zoom, on a screen of so many pixels a pixel. */
export function thumbSize(zoom: number, width: number, pixels = 1): ThumbSize {
  const needed = width * zoom * Math.min(2, pixels);
  if (needed <= 80) return 64;
  return needed <= 340 ? 256 : 1024;
}
