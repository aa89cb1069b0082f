import type { Figure, Look, Steer } from "./types";

/** A figure that was pinned for mixing: its point, its picture, and the work that it is, where it is one. */
export interface Pin {
  readonly point: string;
  readonly svg: string;
  readonly work: string | undefined;
  readonly weight: number;
}

/** What is on the page: the nine as they came, how they are steered, and what they came from. */
export interface Board {
  /** The points that are steered. */
  readonly points: readonly string[];
  /** The figures as they were drawn last. */
  readonly figures: readonly Figure[];
  readonly picked: readonly number[];
  readonly refused: readonly number[];
  readonly current: number;
  readonly dials: Readonly<Record<string, number>>;
  /** Whether the nine are the mixture of what is pinned and figures about it. */
  readonly mixing: boolean;
  /** The pin whose fine detail all take, and how much of it. */
  readonly cross: { readonly point: string; readonly share: number } | undefined;
  readonly words: string;
  /** Works from which these came: drawings, and emblems that were kept. */
  readonly parents: readonly string[];
  readonly seed: number;
  /** The act that recorded what was chosen of the nine before these. */
  readonly choice: number | undefined;
}

export const EMPTY: Board = {
  points: [], figures: [], picked: [], refused: [], current: 0, dials: {}, mixing: false, cross: undefined, words: "", parents: [], seed: 0, choice: undefined,
};

/** How many of the last nine can be gone back to. */
export const MOST_BACK = 30;
export const MOST_PINS = 4;

/** Other figures in the place of these: nothing is picked of them, and nothing turned. */
export const renewed = (board: Board, figures: readonly Figure[], more: Partial<Board> = {}): Board => ({
  ...board,
  points: figures.map((one) => one.point),
  figures,
  picked: [],
  refused: [],
  current: 0,
  dials: {},
  mixing: false,
  cross: undefined,
  choice: undefined,
  ...more,
});

/** Pick or refuse a figure, or take that back; none is both. */
export function marked(board: Board, place: number, how: "picked" | "refused"): Board {
  const other = how === "picked" ? "refused" : "picked";
  const has = board[how].includes(place);
  return { ...board, [how]: has ? board[how].filter((one) => one !== place) : [...board[how], place], [other]: board[other].filter((one) => one !== place) };
}

export const isSteered = (board: Board): boolean => board.mixing || board.cross !== undefined || Object.values(board.dials).some((value) => value !== 0);

/** What is asked of the model for a board. */
export function steerOf(board: Board, pins: readonly Pin[], spread: number): Steer {
  const dials = Object.fromEntries(Object.entries(board.dials).filter(([, value]) => value !== 0));
  const from: Steer =
    board.mixing && pins.length > 1
      ? { points: [], mix: { parents: pins.map(({ point, weight }) => ({ point, weight })), seed: board.seed, spread } }
      : { points: [...board.points] };
  return { ...from, dials, ...(board.cross === undefined ? {} : { cross: { ...board.cross } }) };
}

export const LOOK: Look = { manner: "plain", frame: "none", inks: ["#fbf3df", "#1b1838", "#f0592a", "#f3b53f"] };

export const pictureOf = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** The names of the authors of what figures lie near to, each once, in the order in which they are met. */
export const authorsOf = (figures: readonly Figure[]): string[] => [...new Set(figures.flatMap((one) => one.near.map((near) => near.author)))];
