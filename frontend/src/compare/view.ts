/** How all of the compared pictures are looked at: so much nearer, about the same point (shares of the picture). */
export interface View {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export const WHOLE: View = { zoom: 1, x: 0.5, y: 0.5 };
const MOST = 8;

/** Nearer by a factor, with the point under the pointer (shares of the frame, from its middle) where it is. */
export function nearer(view: View, factor: number, at = { x: 0, y: 0 }): View {
  const zoom = Math.min(MOST, Math.max(1, view.zoom * factor));
  const under = { x: view.x + at.x / view.zoom, y: view.y + at.y / view.zoom };
  return kept({ zoom, x: under.x - at.x / zoom, y: under.y - at.y / zoom });
}

/** Moved by shares of the frame, with the picture under the hand. */
export const shifted = (view: View, dx: number, dy: number): View => kept({ ...view, x: view.x - dx / view.zoom, y: view.y - dy / view.zoom });

/** Never beyond the picture's edges. */
function kept(view: View): View {
  const half = 0.5 / view.zoom;
  const within = (at: number): number => Math.min(1 - half, Math.max(half, at));
  return { zoom: view.zoom, x: within(view.x), y: within(view.y) };
}

export const transformOf = ({ zoom, x, y }: View): string => `translate(${(0.5 - x) * zoom * 100}%, ${(0.5 - y) * zoom * 100}%) scale(${zoom})`;

/** What is looked at: the active one, or, while two are flipped, the one of them that is shown. */
export const inFront = <Row>(rows: readonly Row[], active: number, flipped: 0 | 1 | undefined): Row | undefined => {
  const first = Math.min(active, rows.length - 1);
  return flipped === 1 ? rows[(first + 1) % rows.length] : rows[first];
};
