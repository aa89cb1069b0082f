import type { TableState } from "./document";

/** How a table differs from an earlier state of it, in cards. */
export interface Since {
  /** Stood there then, and are gone or in the bin now: they would come back. */
  readonly gone: number;
  /** Lie elsewhere now, or have another size: they would go back. */
  readonly moved: number;
  /** Came since: they would stay. */
  readonly come: number;
}

export function sinceThen(then: TableState, now: TableState): Since {
  let [gone, moved, come] = [0, 0, 0];
  for (const [id, card] of then.cards) {
    if (card.bin !== undefined) continue;
    const here = now.cards.get(id);
    if (here === undefined || here.bin !== undefined) gone += 1;
    else if (here.x !== card.x || here.y !== card.y || here.w !== card.w || here.h !== card.h) moved += 1;
  }
  for (const [id, card] of now.cards) if (card.bin === undefined && then.cards.get(id) === undefined) come += 1;
  return { gone, moved, come };
}
