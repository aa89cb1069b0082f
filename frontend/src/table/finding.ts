import type { Card } from "./shapes";

/** Cards of the list under the words that stand over them. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly cards: readonly Card[];
}

export const FIND = "table-find";

/** Put the focus where cards are looked for. */
export const focusFind = (): void => document.querySelector<HTMLInputElement>(`#${FIND} input`)?.focus();

const plain = (words: string): string => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The parts with the cards that say all of the words that are looked for, whatever their accents and capitals. */
export function found(parts: readonly Part[], sought: string, said: (card: Card) => string): readonly Part[] {
  const words = plain(sought).split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return parts;
  return parts
    .map((part) => ({ ...part, cards: part.cards.filter((card) => ((text) => words.every((word) => text.includes(word)))(plain(`${said(card)} ${part.title}`))) }))
    .filter((part) => part.cards.length > 0);
}
