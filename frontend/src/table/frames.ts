import { centre, holds } from "./geometry";
import type { Card } from "./shapes";

/** What moves when these are moved: their groups, and what lies in a frame among them. */
export function withWhatBelongs(ids: Iterable<string>, cards: ReadonlyMap<string, Card>): Set<string> {
  const all = new Set<string>();
  const groups = new Set<string>();
  for (const id of ids) {
    const card = cards.get(id);
    if (card === undefined) continue;
    all.add(id);
    if (card.group !== undefined) groups.add(card.group);
  }
  for (const card of cards.values()) if (card.bin === undefined && card.group !== undefined && groups.has(card.group)) all.add(card.id);
  for (const frame of [...all].map((id) => cards.get(id))) {
    if (frame?.kind !== "frame") continue;
    for (const card of cards.values()) if (card.bin === undefined && card.id !== frame.id && holds(frame, centre(card))) all.add(card.id);
  }
  return all;
}

/** All of a card's group, or the card alone. */
export function groupOf(card: Card, cards: ReadonlyMap<string, Card>): string[] {
  if (card.group === undefined) return [card.id];
  const found: string[] = [];
  for (const other of cards.values()) if (other.group === card.group && other.bin === undefined) found.push(other.id);
  return found;
}
