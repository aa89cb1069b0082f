import { centre, type Box, type Point } from "./geometry";
import { inOrder } from "./arrange";

export type Way = "left" | "right" | "up" | "down";

/** The card one comes to from another by an arrow key: ahead, and near rather than aside. */
export function neighbour<T extends Box & { readonly id: string }>(from: T, all: Iterable<T>, way: Way): T | undefined {
  const here = centre(from);
  let best: T | undefined;
  let least = Infinity;
  for (const other of all) {
    if (other.id === from.id) continue;
    const { ahead, aside } = seenFrom(here, centre(other), way);
    if (ahead <= 1) continue;
    // What is more aside than ahead counts only when nothing else lies that way.
    const cost = ahead + 2 * aside + (aside > ahead ? 1e6 : 0);
    if (cost < least) {
      least = cost;
      best = other;
    }
  }
  return best;
}

function seenFrom(here: Point, there: Point, way: Way): { ahead: number; aside: number } {
  const dx = there.x - here.x;
  const dy = there.y - here.y;
  if (way === "left" || way === "right") return { ahead: way === "right" ? dx : -dx, aside: Math.abs(dy) };
  return { ahead: way === "down" ? dy : -dy, aside: Math.abs(dx) };
}

/** The first, last, next or one before, in the order in which one reads the table. */
export function inReading<T extends Box & { readonly id: string }>(all: readonly T[], from: string | undefined, step: 1 | -1): T | undefined {
  const order = inOrder(all);
  const at = order.findIndex((card) => card.id === from);
  if (at < 0) return step > 0 ? order[0] : order.at(-1);
  return order[at + step];
}
