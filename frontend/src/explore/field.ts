import type { Frame, Manner } from "./types";

/* A figure painted of its field, quickly, while a hand moves it: the same levels, inks and frame as its finished drawing. */

export const HIGH = 64;
export const WIDE = 32;
/** Bytes of one figure. */
export const FIGURE = HIGH * WIDE;
/** How a field falls off from one of its samples to the next, beyond an outline; and the least it can be. */
const SLOPE = 1 / (0.12 * HIGH);
const BEYOND = -1;
/** How far down a shadow reaches, and a figure in a frame: as the finished drawing has it, in a box of 256. */
const BOX = 256;
const CAST = 11;
const FILLED = 0.92;
const LARGEST = 1.35;

interface Taps {
  first: Int32Array;
  weights: Float32Array;
}

const known = new Map<string, Taps>();

/** Four samples and their weights for each of `count` points over `samples`: a uniform cubic B-spline, which smooths. */
function tapsOf(samples: number, count: number): Taps {
  const key = `${samples} ${count}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const taps = { first: new Int32Array(count), weights: new Float32Array(4 * count) };
  for (let i = 0; i < count; i += 1) {
    const at = ((i + 0.5) * samples) / count - 0.5;
    const u = at - Math.floor(at);
    taps.first[i] = Math.floor(at) - 1;
    taps.weights.set([(1 - u) ** 3 / 6, (3 * u ** 3 - 6 * u ** 2 + 4) / 6, (-3 * u ** 3 + 3 * u ** 2 + 3 * u + 1) / 6, u ** 3 / 6], 4 * i);
  }
  known.set(key, taps);
  return taps;
}

/** The left half of a field, with `margin` samples of ground around it, as `side` rows of `side / 2` values. */
export function widened(field: Int8Array, margin: number, side: number): Float32Array {
  const samples = HIGH + 2 * margin;
  const half = WIDE + margin;
  const wide = new Float32Array(samples * half);
  for (let y = 0; y < samples; y += 1) {
    const row = Math.min(HIGH - 1, Math.max(0, y - margin));
    const down = Math.max(0, margin - y, y - (HIGH + margin - 1));
    for (let x = 0; x < half; x += 1) {
      const across = Math.max(0, margin - x);
      const value = (field[row * WIDE + Math.max(0, x - margin)] ?? -127) / 127;
      wide[y * half + x] = Math.max(BEYOND, value - Math.hypot(across, down) * SLOPE);
    }
  }
  const taps = tapsOf(samples, side);
  const columns = side / 2;
  const across = new Float32Array(samples * columns);
  for (let x = 0; x < columns; x += 1) {
    for (let tap = 0; tap < 4; tap += 1) {
      const at = Math.max(0, (taps.first[x] ?? 0) + tap);
      // Beyond the axis lies the mirror image.
      const column = at < half ? at : 2 * half - 1 - at;
      const weight = taps.weights[4 * x + tap] ?? 0;
      for (let y = 0; y < samples; y += 1) across[y * columns + x] = (across[y * columns + x] ?? 0) + weight * (wide[y * half + column] ?? 0);
    }
  }
  const fine = new Float32Array(side * columns);
  for (let y = 0; y < side; y += 1) {
    for (let tap = 0; tap < 4; tap += 1) {
      const row = Math.min(samples - 1, Math.max(0, (taps.first[y] ?? 0) + tap)) * columns;
      const weight = taps.weights[4 * y + tap] ?? 0;
      const to = y * columns;
      for (let x = 0; x < columns; x += 1) fine[to + x] = (fine[to + x] ?? 0) + weight * (across[row + x] ?? 0);
    }
  }
  return fine;
}

/** All that a half covers while it is drawn downwards by `steps`. */
export function castOf(fine: Float32Array, side: number, steps: number): Float32Array {
  const columns = side / 2;
  const cast = fine.slice();
  for (let step = 1; step <= steps; step += 1) {
    for (let at = step * columns; at < fine.length; at += 1) cast[at] = Math.max(cast[at] ?? BEYOND, fine[at - step * columns] ?? BEYOND);
  }
  return cast;
}

const partsOf = (colour: string): [number, number, number] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];

/** A figure as pixels with what covers nothing left clear, and the box of its ink in pixels. */
export function pixelsOf(field: Int8Array, manner: Manner, inks: readonly string[], margin: number, side: number) {
  const fine = widened(field, margin, side);
  const columns = side / 2;
  const pixels = new Uint8ClampedArray(4 * side * side);
  // From level to coverage: how many pixels lie between two values.
  const sharp = (side / (HIGH + 2 * margin)) / SLOPE;
  let [left, top, bottom] = [columns, side, 0];
  for (const [level = 0, ink = 1] of manner.layers) {
    const from = level === "cast" ? castOf(fine, side, Math.round((CAST * side) / BOX)) : fine;
    const cut = level === "cast" ? 0 : level;
    const [red, green, blue] = partsOf(inks[Number(ink)] ?? "#000000");
    for (let y = 0; y < side; y += 1) {
      for (let x = 0; x < columns; x += 1) {
        const covered = Math.min(1, Math.max(0, ((from[y * columns + x] ?? BEYOND) - cut) * sharp + 0.5));
        if (covered === 0) continue;
        if (covered > 0.5) {
          if (x < left) left = x;
          if (y < top) top = y;
          if (y > bottom) bottom = y;
        }
        for (const at of [4 * (y * side + x), 4 * (y * side + side - 1 - x)]) {
          const before = (pixels[at + 3] ?? 0) / 255;
          const alpha = covered + before * (1 - covered);
          pixels[at] = (red * covered + (pixels[at] ?? 0) * before * (1 - covered)) / alpha;
          pixels[at + 1] = (green * covered + (pixels[at + 1] ?? 0) * before * (1 - covered)) / alpha;
          pixels[at + 2] = (blue * covered + (pixels[at + 2] ?? 0) * before * (1 - covered)) / alpha;
          pixels[at + 3] = 255 * alpha;
        }
      }
    }
  }
  return { pixels, left, top, right: side - left, bottom: bottom + 1 };
}

let easel: HTMLCanvasElement | undefined;

/** Paint one figure on its ground, in its frame. */
export function paint(canvas: HTMLCanvasElement, field: Int8Array, manner: Manner, frame: Frame, inks: readonly string[], margin: number): void {
  const side = canvas.width;
  const to = canvas.getContext("2d");
  easel ??= document.createElement("canvas");
  easel.width = side;
  easel.height = side;
  const over = easel.getContext("2d");
  if (to === null || over === null) return;
  const [ground = "#ffffff", ink = "#000000", second = ink, third = ink] = inks;
  const framed = frame.path !== "";
  const drawn = pixelsOf(field, manner, framed ? [ink, ground, second, third] : [ground, ink, second, third], margin, side);
  over.putImageData(new ImageData(drawn.pixels, side, side), 0, 0);
  to.fillStyle = ground;
  to.fillRect(0, 0, side, side);
  if (!framed) {
    to.drawImage(easel, 0, 0);
    return;
  }
  const unit = side / BOX;
  to.save();
  to.scale(unit, unit);
  to.fillStyle = ink;
  to.clip(new Path2D(frame.path));
  to.fillRect(0, 0, BOX, BOX);
  to.restore();
  const [x = 128, y = 128, room = BOX] = frame.square;
  const scale = Math.min(LARGEST, (FILLED * room * unit) / Math.max(1, drawn.right - drawn.left, drawn.bottom - drawn.top));
  const large = side * scale;
  to.drawImage(easel, x * unit - large / 2, y * unit - (scale * (drawn.top + drawn.bottom)) / 2, large, large);
}
