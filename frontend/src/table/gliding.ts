import type { Camera } from "./camera";
import type { Cell } from "./state";

/** How long the eye is led from one place to another, in milliseconds. */
const LONG = 420;

const eased = (share: number): number => (share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2);

export const isStill = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The camera on its way: the middle goes straight, the zoom by equal factors. */
export function between(from: Camera, to: Camera, share: number): Camera {
  const at = eased(share);
  const mix = (a: number, b: number): number => a + (b - a) * at;
  const zoom = from.zoom * (to.zoom / from.zoom) ** at;
  // What is seen of the table is mixed in window's pixels, so that neither end jumps.
  return { x: mix(from.x * from.zoom, to.x * to.zoom) / mix(from.zoom, to.zoom), y: mix(from.y * from.zoom, to.y * to.zoom) / mix(from.zoom, to.zoom), zoom };
}

/** Lead the eye to another view; at once for those who want no motion. A hand that moves the table meanwhile has its way. */
export function glide(camera: Cell<Camera>, to: Camera, still = isStill()): void {
  const from = camera.get();
  if (from === to) return;
  if (still) {
    camera.set(to);
    return;
  }
  let begun: number | undefined;
  let last = from;
  const step = (now: number): void => {
    if (camera.get() !== last) return;
    begun ??= now;
    const share = Math.min(1, (now - begun) / LONG);
    last = share === 1 ? to : between(from, to, share);
    camera.set(last);
    if (share < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
