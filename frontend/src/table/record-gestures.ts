import type { Act, PartyKind } from "../api/types";
import { actorOf, kindOf } from "../record/acts";

/** What somebody did at once, as the strip tells it: the acts of a round, of a sheet, of editions are one. */
export interface Gesture {
  /** Its last act, where its place on the record is. */
  readonly act: Act;
  /** The word for it (`table.record.*` where it is several acts, `table.acts.*` where it is one kind). */
  readonly word: string;
  readonly number: number | undefined;
  /** How many of what it is about: drafts of a round, formats of editions. */
  readonly count: number;
  readonly kind: PartyKind;
  /** Who did it, or at whose request a rule or a model did. */
  readonly who: string;
}

/** What a rule does on the way of something larger: it stands in that. */
const ON_THE_WAY = new Set(["refuse", "import", "deliver", "audit"]);
const LAID_OUT = new Set(["adapt", "sign", "deliver"]);

interface Told {
  key: string;
  word: string;
  number?: number;
  counts: boolean;
}

function told(act: Act): Told {
  const round = act.settings["round"];
  const made = act.made.some((one) => one["role"] === "brief");
  if (act.kind === "compose" && act.settings["round_kind"] !== undefined && typeof round === "number") return { key: `round ${act.run} ${round}`, word: "table.record.round", number: round, counts: true };
  if (act.kind === "compose") return { key: `sheet ${act.run}`, word: "table.record.sheet", counts: true };
  if (LAID_OUT.has(act.kind)) return { key: "editions", word: act.kind === "deliver" ? "table.acts.deliver" : "table.record.editions", counts: act.kind === "adapt" };
  if (made) return { key: "brief", word: "table.acts.brief", counts: true };
  return { key: `${act.kind} ${actorOf(act)?.["party"]}`, word: `table.acts.${act.kind}`, counts: true };
}

/** Acts in their order as gestures: what follows of the same is one, and what rules do on its way stands in it. */
export function gesturesIn(acts: readonly Act[]): Gesture[] {
  const found: (Gesture & { key: string })[] = [];
  for (const act of acts) {
    const { key, word, number, counts } = told(act);
    const last = found.at(-1);
    const kind = kindOf(act);
    const passing = kind === "rule" && ON_THE_WAY.has(act.kind);
    if (last !== undefined && (last.key === key || (passing && last.kind === "rule"))) {
      const named = last.key === key && word !== "table.acts.deliver" ? { word, number } : { word: last.word, number: last.number };
      found[found.length - 1] = { ...last, ...named, act, count: last.count + (last.key === key && counts ? 1 : 0) };
    } else found.push({ key, act, word, number, count: counts ? 1 : 0, kind, who: act.asked?.name ?? actorOf(act)?.["name"] ?? "" });
  }
  return found;
}
