import { placeCards } from "./document";
import { withWhatBelongs } from "./frames";
import { around, centre, type Point } from "./geometry";
import type { Session } from "./session";
import type { Card } from "./shapes";

const MOST = 4000;
const LEAST: Record<Card["kind"], Point> = { work: { x: 80, y: 80 }, note: { x: 120, y: 64 }, link: { x: 160, y: 64 }, frame: { x: 200, y: 160 }, label: { x: 80, y: 28 } };

const within = (length: number, from: number): number => Math.round(Math.min(MOST, Math.max(from, length)));

/** A card as large as is wanted, within what its kind allows; works keep their proportions. */
export function sizedTo(card: Card, wanted: { w?: number; h?: number }): { w: number; h: number } {
  const least = LEAST[card.kind];
  if (card.kind === "work") {
    const w = within(wanted.w ?? ((wanted.h ?? card.h) * card.w) / card.h, least.x);
    return { w, h: Math.max(least.y, Math.round((card.h * w) / card.w)) };
  }
  return { w: within(wanted.w ?? card.w, least.x), h: within(wanted.h ?? card.h, least.y) };
}

/** Lay the cards that are carried about a point, as they lie to one another: one edit, whatever their number. */
export function placeCarried({ board, table, undoing }: Session, at: Point): void {
  const { cards } = table.read();
  const ids = withWhatBelongs(board.carried.get() ?? new Set(), cards);
  board.carried.set(undefined);
  const moved = [...ids].flatMap((id) => cards.get(id) ?? []);
  const box = around(moved);
  if (box === undefined) return;
  const from = centre(box);
  undoing.cut();
  placeCards(table, new Map(moved.map((card) => [card.id, { x: card.x + at.x - from.x, y: card.y + at.y - from.y }])));
}

/** A card's new size by its corner; works keep their proportions. */
export function resizedTo(card: Card, start: Point, at: Point, zoom: number): { w: number; h: number } {
  const least = LEAST[card.kind];
  const w = Math.min(MOST, Math.max(least.x, card.w + (at.x - start.x) / zoom));
  if (card.kind === "work") return { w, h: Math.max(least.y, (card.h * w) / card.w) };
  return { w, h: Math.min(MOST, Math.max(least.y, card.h + (at.y - start.y) / zoom)) };
}
