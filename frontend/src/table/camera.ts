import { centre, type Box, type Point } from "./geometry";

/** Where one looks from: `x`, `y` is the table's point in the window's upper left corner. */
export interface Camera extends Point {
  readonly zoom: number;
}

export interface Size {
  readonly w: number;
  readonly h: number;
}

export const LEAST_ZOOM = 0.05;
export const MOST_ZOOM = 4;
export const STEPS: readonly number[] = [0.05, 0.08, 0.12, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.4, 2, 2.8, 4];

const clamped = (zoom: number): number => Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));

export const toTable = (camera: Camera, at: Point): Point => ({ x: camera.x + at.x / camera.zoom, y: camera.y + at.y / camera.zoom });
export const toWindow = (camera: Camera, at: Point): Point => ({ x: (at.x - camera.x) * camera.zoom, y: (at.y - camera.y) * camera.zoom });

/** What of the table is seen in a window of this size. */
export const seen = (camera: Camera, size: Size): Box => ({ x: camera.x, y: camera.y, w: size.w / camera.zoom, h: size.h / camera.zoom });

/** Move the paper by pixels of the window. */
export const panned = (camera: Camera, dx: number, dy: number): Camera => ({
  x: camera.x - dx / camera.zoom,
  y: camera.y - dy / camera.zoom,
  zoom: camera.zoom,
});

/** Another zoom, with the table's point under `at` (pixels of the window) where it was. */
export function zoomedAt(camera: Camera, at: Point, zoom: number): Camera {
  const wanted = clamped(zoom);
  const under = toTable(camera, at);
  return { x: under.x - at.x / wanted, y: under.y - at.y / wanted, zoom: wanted };
}

/** The next of the steps up or down. */
export function stepped(zoom: number, way: 1 | -1): number {
  const near = 1.01;
  if (way > 0) return STEPS.find((step) => step > zoom * near) ?? MOST_ZOOM;
  return STEPS.findLast((step) => step < zoom / near) ?? LEAST_ZOOM;
}

/** A wheel's turn as a factor; the same for a mouse's notch and a trackpad's pinch. */
export const wheelFactor = (delta: number): number => Math.exp(-Math.max(-40, Math.min(40, delta)) * 0.005);

/** Pixels at the edges of a window that something stands over. */
export interface Margins {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** See the whole of a box in what the margins leave, no nearer than `most` and no further than `least`. */
export function fitted(box: Box, size: Size, { left, top, right, bottom }: Margins, most = 1, least = LEAST_ZOOM): Camera {
  const room = { w: Math.max(40, size.w - left - right), h: Math.max(40, size.h - top - bottom) };
  const zoom = clamped(Math.max(least, Math.min(most, room.w / Math.max(1, box.w), room.h / Math.max(1, box.h))));
  const at = centre(box);
  // What is larger than the room is seen from its beginning.
  const x = box.w * zoom > room.w + 1 ? box.x - left / zoom : at.x - (left + room.w / 2) / zoom;
  const y = box.h * zoom > room.h + 1 ? box.y - top / zoom : at.y - (top + room.h / 2) / zoom;
  return { x, y, zoom };
}

/** The camera moved no more than needed for a box to be in sight; the same camera when it is. */
export function revealing(camera: Camera, box: Box, size: Size, margin = 24): Camera {
  const view = seen(camera, size);
  const room = margin / camera.zoom;
  const shift = (from: number, length: number, low: number, span: number): number => {
    if (length + 2 * room > span) return from + length / 2 - (low + span / 2);
    if (from - room < low) return from - room - low;
    if (from + length + room > low + span) return from + length + room - (low + span);
    return 0;
  };
  const dx = shift(box.x, box.w, view.x, view.w);
  const dy = shift(box.y, box.h, view.y, view.h);
  return dx === 0 && dy === 0 ? camera : { x: camera.x + dx, y: camera.y + dy, zoom: camera.zoom };
}

type Two = readonly [Point, Point];
const gap = ([a, b]: Two): number => Math.hypot(a.x - b.x, a.y - b.y);
const middle = ([a, b]: Two): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Two fingers: from where they were to where they are, in pixels of the window. */
export function pinched(camera: Camera, before: Two, after: Two): Camera {
  const was = middle(before);
  const is = middle(after);
  return panned(zoomedAt(camera, was, camera.zoom * (gap(after) / Math.max(1, gap(before)))), is.x - was.x, is.y - was.y);
}
