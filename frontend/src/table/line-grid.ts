import { around, grown, type Box } from "./geometry";
import type { TableState } from "./document";
import { Grid } from "./windowing";

/** How far a line goes out of its cards before it bends, at least, in table units; words stand over it. */
const REACH = 40;

/** Where each line lies, kept as cards move: what of them is in a view is found without looking at all of them. */
export class LineGrid {
  private readonly grid = new Grid();
  private of: Pick<TableState, "cards" | "links"> | undefined;

  /** The ids of the lines that a view touches, of a table as it is now; lines of cards in the bin lie nowhere. */
  within(view: Box, state: Pick<TableState, "cards" | "links">): ReadonlySet<string> {
    if (this.of?.cards !== state.cards || this.of.links !== state.links) this.read(state);
    return this.grid.within(view);
  }

  private read(state: Pick<TableState, "cards" | "links">): void {
    this.of = state;
    for (const id of this.grid.ids()) if (!state.links.has(id)) this.grid.drop(id);
    for (const link of state.links.values()) {
      const from = state.cards.get(link.from);
      const to = state.cards.get(link.to);
      const box = from === undefined || to === undefined || from.bin !== undefined || to.bin !== undefined ? undefined : around([from, to]);
      if (box === undefined) this.grid.drop(link.id);
      else this.grid.put(link.id, grown(box, REACH));
    }
  }
}
