import { centre, overlaps, type Box } from "./geometry";

/** Side of a cell of the grid in table units: a few cards. */
const CELL = 1024;
/** Cards that become elements in one frame: few enough for the frame to be in time. */
export const SLICE = 16;
export const OVERSCAN = 0.25;

/** A box of more cells than this is looked at for every view. */
const MOST_CELLS = 64;

/** Which boxes lie where, by cells: what is in a view is found without looking at all of the table. */
export class Grid {
  private readonly cells = new Map<string, Set<string>>();
  private readonly boxes = new Map<string, Box>();
  private readonly large = new Set<string>();

  get size(): number {
    return this.boxes.size;
  }

  ids(): string[] {
    return [...this.boxes.keys()];
  }

  put(id: string, box: Box): void {
    const old = this.boxes.get(id);
    if (old !== undefined) {
      if (old.x === box.x && old.y === box.y && old.w === box.w && old.h === box.h) return;
      this.drop(id);
    }
    this.boxes.set(id, box);
    if (cellCount(box) > MOST_CELLS) {
      this.large.add(id);
      return;
    }
    for (const cell of cellsOf(box)) {
      const held = this.cells.get(cell);
      if (held === undefined) this.cells.set(cell, new Set([id]));
      else held.add(id);
    }
  }

  drop(id: string): void {
    const box = this.boxes.get(id);
    if (box === undefined) return;
    this.boxes.delete(id);
    if (this.large.delete(id)) return;
    for (const cell of cellsOf(box)) {
      const held = this.cells.get(cell);
      held?.delete(id);
      if (held?.size === 0) this.cells.delete(cell);
    }
  }

  /** The ids of all boxes that a view touches. */
  within(view: Box): Set<string> {
    const found = new Set<string>();
    const look = (id: string): void => {
      const box = this.boxes.get(id);
      if (box !== undefined && overlaps(box, view)) found.add(id);
    };
    // A view of more cells than are filled is quicker looked at box by box.
    if (cellCount(view) > this.cells.size) {
      for (const id of this.boxes.keys()) look(id);
      return found;
    }
    for (const cell of cellsOf(view)) this.cells.get(cell)?.forEach(look);
    this.large.forEach(look);
    return found;
  }
}

interface Span {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const spanOf = (box: Box): Span => ({
  left: Math.floor(box.x / CELL),
  top: Math.floor(box.y / CELL),
  right: Math.floor((box.x + box.w) / CELL),
  bottom: Math.floor((box.y + box.h) / CELL),
});

function cellCount(box: Box): number {
  const { left, top, right, bottom } = spanOf(box);
  return (right - left + 1) * (bottom - top + 1);
}

function* cellsOf(box: Box): Generator<string> {
  const { left, top, right, bottom } = spanOf(box);
  for (let x = left; x <= right; x += 1) for (let y = top; y <= bottom; y += 1) yield `${x}:${y}`;
}

/**
 * The next step from what is mounted to what should be: what is out of the window goes, of what is lacking a slice comes,
 * nearest to the middle of the view first. The answer is the list that was given when nothing changes.
 */
export function nextSlice(
  mounted: readonly string[],
  wanted: ReadonlySet<string>,
  boxOf: (id: string) => Box | undefined,
  view: Box,
  slice: number = SLICE,
): { mounted: readonly string[]; complete: boolean } {
  const kept = mounted.filter((id) => wanted.has(id));
  const have = new Set(kept);
  const lacking: { id: string; far: number }[] = [];
  const middle = centre(view);
  for (const id of wanted) {
    const box = have.has(id) ? undefined : boxOf(id);
    if (box === undefined) continue;
    const at = centre(box);
    lacking.push({ id, far: Math.hypot(at.x - middle.x, at.y - middle.y) });
  }
  if (lacking.length === 0) return { mounted: kept.length === mounted.length ? mounted : kept, complete: true };
  if (lacking.length > slice) lacking.sort((a, b) => a.far - b.far);
  return { mounted: [...kept, ...lacking.slice(0, slice).map(({ id }) => id)], complete: lacking.length <= slice };
}
