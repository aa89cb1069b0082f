import { toTable, type Camera } from "./camera";
import { holds, type Point } from "./geometry";
import type { Card } from "./shapes";
import type { Grid } from "./windowing";

/** How much of a frame's upper edge can be taken hold of, in pixels; within, a frame is paper. */
const STRIP = 30;

/** The card on top under a point of the window. */
export function cardAt(at: Point, camera: Camera, grid: Grid, cards: ReadonlyMap<string, Card>): Card | undefined {
  const point = toTable(camera, at);
  let best: Card | undefined;
  const reach = STRIP / camera.zoom;
  for (const id of grid.within({ x: point.x - 1, y: point.y - 1, w: 2, h: 2 + reach })) {
    const card = cards.get(id);
    if (card === undefined || card.bin !== undefined) continue;
    const inside = card.kind === "frame" ? holds({ ...card, y: card.y - reach, h: reach }, point) : holds(card, point);
    if (inside && (best === undefined || card.z > best.z || (card.z === best.z && card.id > best.id))) best = card;
  }
  return best;
}
