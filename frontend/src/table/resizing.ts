import type { Point } from "./geometry";
import type { Card } from "./shapes";

const LEAST: Record<Card["kind"], Point> = { work: { x: 80, y: 80 }, note: { x: 120, y: 64 }, link: { x: 160, y: 64 }, frame: { x: 200, y: 160 }, label: { x: 80, y: 28 } };

/** A card's new size by its corner; works keep their proportions. */
export function resizedTo(card: Card, start: Point, at: Point, zoom: number): { w: number; h: number } {
  const least = LEAST[card.kind];
  const w = Math.min(4000, Math.max(least.x, card.w + (at.x - start.x) / zoom));
  if (card.kind === "work") return { w, h: Math.max(least.y, (card.h * w) / card.w) };
  return { w, h: Math.min(4000, Math.max(least.y, card.h + (at.y - start.y) / zoom)) };
}
