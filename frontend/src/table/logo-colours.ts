import { useEffect, useState } from "react";
import { thumbOf } from "../api/addresses";

/** So many colours of a picture are told apart, and each stands on so much of what is painted. */
const MOST = 4;
const LEAST = 0.04;
/** The side in which a picture is looked at, in pixels, and how finely a channel is told apart. */
const SIDE = 48;
const STEP = 32;
const WHITE = 243;

/** The colours of pixels (RGBA), those that cover most first, as `#rrggbb`: each is the mean of those near it; what is transparent or white has none. */
export function coloursIn(pixels: Uint8ClampedArray): string[] {
  const found = new Map<string, { count: number; sum: [number, number, number] }>();
  let painted = 0;
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at, at + 4);
    // What is transparent or white is the paper that it stands on.
    if (alpha < 200 || Math.min(red, green, blue) > WHITE) continue;
    painted += 1;
    const key = [red, green, blue].map((part) => Math.round(part / STEP)).join();
    const held = found.get(key) ?? { count: 0, sum: [0, 0, 0] };
    held.count += 1;
    held.sum = [held.sum[0] + red, held.sum[1] + green, held.sum[2] + blue];
    found.set(key, held);
  }
  return [...found.values()]
    .filter(({ count }) => count >= LEAST * painted)
    .toSorted((one, other) => other.count - one.count)
    .slice(0, MOST)
    .map(({ count, sum }) => `#${sum.map((part) => Math.round(part / count).toString(16).padStart(2, "0")).join("")}`);
}

/** The colours of a work's picture, once it is here; none for no work, and none where it cannot be looked at. */
export function useColoursOf(work: string | undefined): readonly string[] {
  const [seen, setSeen] = useState<{ of: string; colours: readonly string[] }>();
  useEffect(() => {
    if (work === undefined) return;
    const picture = new Image();
    const look = (): void => {
      const canvas = document.createElement("canvas");
      canvas.width = SIDE;
      canvas.height = SIDE;
      const context = canvas.getContext("2d");
      if (context === null) return;
      context.drawImage(picture, 0, 0, SIDE, SIDE);
      setSeen({ of: work, colours: coloursIn(context.getImageData(0, 0, SIDE, SIDE).data) });
    };
    picture.addEventListener("load", look);
    picture.src = thumbOf(work);
    return () => picture.removeEventListener("load", look);
  }, [work]);
  return seen !== undefined && seen.of === work ? seen.colours : [];
}
