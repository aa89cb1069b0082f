/** Where two texts differ: from `at` on, so many signs are replaced by others. Counted in UTF-16, as texts are. */
export interface Splice {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** The one change that makes a text out of another; undefined where they are the same. No sign is cut in two. */
export function spliceOf(before: string, after: string): Splice | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before.charCodeAt(at) === after.charCodeAt(at)) at += 1;
  if (at > 0 && isHigh(before.charCodeAt(at - 1))) at -= 1;
  let end = 0;
  while (end < most - at && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end -= 1;
  return { at, removed: before.length - at - end, inserted: after.slice(at, after.length - end) };
}

/** Where a place in a text lies after a change of it. */
export function moved(place: number, change: Splice | undefined): number {
  if (change === undefined || place <= change.at) return place;
  return place >= change.at + change.removed ? place + change.inserted.length - change.removed : change.at + change.inserted.length;
}

/** A text after a change. */
export const spliced = (text: string, { at, removed, inserted }: Splice): string => text.slice(0, at) + inserted + text.slice(at + removed);
