/** A tournament two by two: who meets whom follows from who has won so far, so that it can be gone back on and taken up again, by anybody. The studio counts alike. */
export interface Result {
  readonly winner: string;
  readonly loser: string;
  readonly because: string;
}

export interface Standing {
  /** The pair to be decided; undefined when one is left. */
  readonly match: readonly [string, string] | undefined;
  readonly winner: string | undefined;
  /** The round that is being played, from 1, and how many entered it. */
  readonly round: number;
  readonly entered: number;
  readonly played: number;
  readonly of: number;
}

/** Where a tournament stands. Of each round the winners, and who had nobody to meet, go into the next; the order is kept. */
export function standing(entrants: readonly string[], results: readonly Result[]): Standing {
  const of = Math.max(0, entrants.length - 1);
  const outcome = new Map(results.map((result) => [pairOf(result.winner, result.loser), result]));
  let field = [...entrants];
  let round = 1;
  while (field.length > 1) {
    const next: string[] = [];
    for (let at = 0; at < field.length; at += 2) {
      const [one, other] = [field[at], field[at + 1]];
      if (one === undefined) break;
      if (other === undefined) {
        next.push(one);
        break;
      }
      const result = outcome.get(pairOf(one, other));
      if (result === undefined) return { match: [one, other], winner: undefined, round, entered: field.length, played: results.length, of };
      next.push(result.winner);
    }
    // Whoever had nobody to meet comes first in the next round, so that nobody rests twice running.
    field = field.length % 2 === 1 ? [...next.slice(-1), ...next.slice(0, -1)] : next;
    round += 1;
  }
  return { match: undefined, winner: field[0], round, entered: field.length, played: results.length, of };
}

const pairOf = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

/** The entrants from first to last: the winner, who lost to it last, and so on back to the first match. */
export function ranking(entrants: readonly string[], results: readonly Result[]): string[] {
  const { winner } = standing(entrants, results);
  const losers = results.map((result) => result.loser).toReversed();
  const ranked = winner === undefined ? losers : [winner, ...losers];
  return [...ranked, ...entrants.filter((id) => !ranked.includes(id))];
}
