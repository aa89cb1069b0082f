import { around, overlaps, type Box, type Point } from "./geometry";

export type Edge = "left" | "middle" | "right" | "top" | "centre" | "bottom";
export type Places = Map<string, Point>;
export interface Item extends Box {
  readonly id: string;
}

const GAP = 24;

/** In reading order: rows of what overlaps by half in height, each from left to right. */
export function inOrder<T extends Box>(items: readonly T[]): T[] {
  const rows: { bottom: number; top: number; items: T[] }[] = [];
  for (const item of items.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1);
    if (row !== undefined && item.y < row.top + (row.bottom - row.top) / 2) {
      row.items.push(item);
    } else rows.push({ top: item.y, bottom: item.y + item.h, items: [item] });
  }
  return rows.flatMap((row) => row.items.toSorted((a, b) => a.x - b.x));
}

/** The nearest place to `box` (its own first) where it lies on none of the others: down and to the right, ring by ring. */
export function freeNear(box: Box, others: readonly Box[], step = GAP): Point {
  const near = others.filter((other) => other.x < box.x + RINGS * step + box.w && other.y < box.y + RINGS * step + box.h);
  for (let ring = 0; ring < RINGS; ring += 1) {
    for (let along = 0; along <= ring; along += 1) {
      for (const [dx, dy] of [[ring, along], [along, ring]] as const) {
        const at = { ...box, x: box.x + dx * step, y: box.y + dy * step };
        if (!near.some((other) => overlaps(at, other))) return { x: at.x, y: at.y };
      }
    }
  }
  return { x: box.x, y: box.y };
}

/**
 * The place in a view nearest to `box` (its own first) that lies clear of the others by `clear` on every side, so that it
 * is in no row of theirs; undefined where the view has none.
 */
export function clearIn(view: Box, box: Box, others: readonly Box[], clear: number, step = GAP): Point | undefined {
  const near = others.filter((other) => overlaps(other, { x: view.x - clear, y: view.y - clear, w: view.w + 2 * clear, h: view.h + 2 * clear }));
  let found: Point | undefined;
  let nearest = Infinity;
  const apart = Math.max(step, view.w / 60, view.h / 60);
  for (let x = view.x + clear; x + box.w + clear <= view.x + view.w; x += apart) {
    for (let y = view.y + clear; y + box.h + clear <= view.y + view.h; y += apart) {
      const away = Math.hypot(x - box.x, y - box.y);
      const room = { x: x - clear, y: y - clear, w: box.w + 2 * clear, h: box.h + 2 * clear };
      if (away < nearest && !near.some((other) => overlaps(room, other))) [found, nearest] = [{ x, y }, away];
    }
  }
  return found;
}

/** How far is looked for a free place, in steps. */
const RINGS = 60;

/** How wide the words over a row may run: to the next words beside them, by the id of their card. */
export function roomOf(labels: readonly Item[]): ReadonlyMap<string, number> {
  const rooms = new Map<string, number>();
  for (const label of labels) {
    let room = Infinity;
    for (const other of labels) {
      if (other.x > label.x && other.y < label.y + label.h && label.y < other.y + other.h) room = Math.min(room, other.x - label.x - GAP);
    }
    rooms.set(label.id, Math.max(label.w, room));
  }
  return rooms;
}

/** Bring one edge (or middle) of all to that of their common box. */
export function aligned(items: readonly Item[], edge: Edge): Places {
  const all = around(items);
  const places: Places = new Map();
  if (all === undefined) return places;
  for (const item of items) {
    const x = edge === "left" ? all.x : edge === "right" ? all.x + all.w - item.w : edge === "middle" ? all.x + (all.w - item.w) / 2 : item.x;
    const y = edge === "top" ? all.y : edge === "bottom" ? all.y + all.h - item.h : edge === "centre" ? all.y + (all.h - item.h) / 2 : item.y;
    places.set(item.id, { x, y });
  }
  return places;
}

/** The same gap between neighbours; the first and the last stay. */
export function distributed(items: readonly Item[], way: "across" | "down"): Places {
  const [start, length] = way === "across" ? (["x", "w"] as const) : (["y", "h"] as const);
  const line = items.toSorted((a, b) => a[start] - b[start]);
  const first = line[0];
  const last = line.at(-1);
  const places: Places = new Map();
  if (first === undefined || last === undefined || line.length < 3) return places;
  const room = last[start] + last[length] - first[start] - line.reduce((sum, item) => sum + item[length], 0);
  let at = first[start];
  for (const item of line) {
    places.set(item.id, way === "across" ? { x: at, y: item.y } : { x: item.x, y: at });
    at += item[length] + room / (line.length - 1);
  }
  return places;
}

/** One row from the upper left corner of all, in reading order. */
export function inRow(items: readonly Item[], gap = GAP): Places {
  const all = around(items);
  const places: Places = new Map();
  let x = all?.x ?? 0;
  for (const item of inOrder(items)) {
    places.set(item.id, { x, y: all?.y ?? 0 });
    x += item.w + gap;
  }
  return places;
}

/** Rows of about as many as there are rows, in reading order, each as high as its highest. */
export function inGrid(items: readonly Item[], gap = GAP): Places {
  const all = around(items);
  const places: Places = new Map();
  if (all === undefined) return places;
  const columns = Math.ceil(Math.sqrt(items.length));
  const widest = Math.max(...items.map((item) => item.w));
  const ordered = inOrder(items);
  let y = all.y;
  for (let from = 0; from < ordered.length; from += columns) {
    const row = ordered.slice(from, from + columns);
    row.forEach((item, column) => places.set(item.id, { x: all.x + column * (widest + gap), y }));
    y += Math.max(...row.map((item) => item.h)) + gap;
  }
  return places;
}
