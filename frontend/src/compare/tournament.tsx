import { ArrowLeft, Undo2 } from "lucide-react";
import { useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button as AriaButton } from "react-aria-components";
import { useNavigate, useSearchParams } from "react-router";
import { thumbOf } from "../api/addresses";
import { Refused } from "../api/client";
import { useBeginTournament, useJudge, useRefuseRest, useTournaments, useUnjudge } from "../api/tournaments";
import type { Tournament as TournamentHeld, WorkRow } from "../api/types";
import { useActions } from "../app/actions";
import { announce } from "../app/announce";
import { Button, Field, IconButton, Mark, Page, Progress, tellError, tellNote, Thumb, Waiting } from "../app/pieces";
import { useRounds } from "../api/queries";
import { rowsOf } from "../sheet/rows";
import { nameOf, useDecisions } from "../table/deciding";
import { sayRow } from "../table/labels";
import css from "./compare.module.css";
import { ranking, standing, type Result } from "./pairing";

type Works = ReadonlyMap<string, WorkRow>;

/** The tournament that is gone on with: the one that the address names, else one that is not over, of the same works. */
function goingOn(all: readonly TournamentHeld[], named: number | undefined, asked: readonly string[] | undefined, works: Works): TournamentHeld | undefined {
  if (named !== undefined) return all.find((one) => one.act === named);
  const same = (one: TournamentHeld): boolean => asked === undefined || (asked.length === one.entrants.length && asked.every((id) => one.entrants.includes(id)));
  return all.findLast((one) => one.winner === null && same(one) && one.entrants.every((id) => works.has(id)));
}

/** Two by two until one is left: each match goes on the record, and whoever opens this goes on where the others are. */
export function TournamentPage({ slug, rows, asked, works, few }: {
  slug: string;
  /** Who takes part in one that is begun here. */
  rows: readonly WorkRow[];
  /** The works that the address names. */
  asked: readonly string[] | undefined;
  works: Works;
  few: ReactNode;
}) {
  const [query, setQuery] = useSearchParams();
  const all = useTournaments(slug);
  const [anew, setAnew] = useState(false);
  const [turn, setTurn] = useState(0);
  // What is gone on with here stays the same when it is over.
  const [kept, keep] = useState<number>();
  // Of many that nobody named, it is asked which: two by two through all of them is long.
  const [whole, setWhole] = useState(false);
  if (all.data === undefined) return <Waiting error={all.error} again={() => void all.refetch()} />;
  const told = Number(query.get("t") ?? Number.NaN);
  const held = anew ? undefined : goingOn(all.data, Number.isSafeInteger(told) ? told : kept, asked, works);
  if (held !== undefined && held.act !== kept) keep(held.act);
  if (held === undefined && rows.length < 2) return few;
  if (held === undefined && asked === undefined && rows.length > MANY && !whole) {
    const take = (ids: readonly string[] | undefined): void => {
      if (ids === undefined) setWhole(true);
      else setQuery((now) => (now.set("works", ids.join(",")), now), { replace: true });
    };
    return <Which slug={slug} rows={rows} works={works} take={take} />;
  }
  const name = (act: number | undefined): void => {
    setAnew(act === undefined);
    if (act === undefined) {
      setTurn(turn + 1);
      keep(undefined);
    }
    setQuery((now) => {
      if (act === undefined) now.delete("t");
      else now.set("t", String(act));
      return now;
    }, { replace: true });
  };
  return <Tournament key={turn} slug={slug} rows={rows} works={works} held={held} name={name} />;
}

function Tournament({ slug, rows, works, held, name }: {
  slug: string;
  rows: readonly WorkRow[];
  works: Works;
  held: TournamentHeld | undefined;
  name: (act: number | undefined) => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const begin = useBeginTournament(slug);
  const judge = useJudge(slug);
  const unjudge = useUnjudge(slug);
  // Who takes part does not change while it lasts, whatever is decided meanwhile.
  const [first] = useState(() => rows.map((row) => row.id));
  const [pending, setPending] = useState<readonly Result[]>([]);
  const [because, setBecause] = useState("");
  const begun = useRef<Promise<number>>(undefined);
  const entrants = held?.entrants ?? first;
  const judged = held?.matches ?? [];
  const results = [...judged, ...pending.filter((one) => !judged.some((known) => samePair(known, one)))];
  const now = standing(entrants, results);
  const last = judged.at(-1);
  const record = async (match: Result): Promise<void> => {
    // The first match begins it: to look at two drafts writes nothing.
    begun.current ??= held === undefined ? begin.mutateAsync(entrants).then((made) => made.act) : Promise.resolve(held.act);
    const tournament = await begun.current;
    const told = await judge.mutateAsync({ tournament, ...match });
    if (held === undefined) name(told.act);
  };
  const pick = (side: 0 | 1): void => {
    const winner = now.match?.[side];
    const loser = now.match?.[side === 0 ? 1 : 0];
    if (winner === undefined || loser === undefined) return;
    const match: Result = { winner, loser, because: because.trim() };
    setPending((known) => [...known, match]);
    setBecause("");
    record(match)
      .catch((error: unknown) => (error instanceof Refused && error.problem.code === "match-passed" ? tellNote(t("compare.tournament.passed")) : tellError(error as Error)))
      .finally(() => setPending((known) => known.filter((one) => one !== match)));
    const row = works.get(winner);
    if (row !== undefined) announce(t("compare.tournament.won", { name: nameOf(row) }));
  };
  const canGoBack = held !== undefined && last !== undefined && pending.length === 0 && !unjudge.isPending;
  const back = (): void => {
    if (canGoBack) unjudge.mutate({ tournament: held.act, match: last.act }, { onError: tellError });
  };
  useActions([
    { id: "tournament.left", label: "compare.tournament.left", key: "arrowleft", group: "decide", enabled: now.match !== undefined, run: () => pick(0) },
    { id: "tournament.right", label: "compare.tournament.right", key: "arrowright", group: "decide", enabled: now.match !== undefined, run: () => pick(1) },
    { id: "tournament.back", label: "compare.tournament.back", key: "mod+z", group: "decide", icon: Undo2, enabled: canGoBack, run: back },
  ]);
  const lastRow = last === undefined ? undefined : works.get(last.winner);
  return (
    <div className={css["page"]}>
      <header className={css["bar"]}>
        <IconButton icon={ArrowLeft} label={t("compare.back")} onPress={() => void navigate(`/p/${slug}/table`)} />
        <h1>{t("compare.tournament.title")}</h1>
        <div className={css["look"]}>
          {lastRow !== undefined && last?.by !== undefined && last.by !== null && <span>{t("compare.tournament.last", { name: nameOf(lastRow), by: last.by.name })}</span>}
          <span>{now.match === undefined ? t("compare.tournament.over") : t("compare.tournament.at", { at: now.played + 1, of: now.of, entered: entrants.length - now.played })}</span>
          <Button small icon={Undo2} isDisabled={!canGoBack} onPress={back}>
            {t("compare.tournament.back")}
          </Button>
        </div>
        <Progress label={t("compare.tournament.title")} done={now.played} of={now.of} />
      </header>
      {now.match === undefined ? (
        <End slug={slug} rows={works} tournament={held?.act} ranked={ranking(entrants, results)} results={results} again={rows.length < 2 ? undefined : () => name(undefined)} />
      ) : (
        <>
          <div className={css["stage"]} data-count={2}>
            {now.match.map((id, side) => {
              const row = works.get(id);
              return row === undefined ? null : <Side key={id} row={row} side={side as 0 | 1} pick={() => pick(side as 0 | 1)} />;
            })}
          </div>
          <footer className={css["foot"]}>
            <Field label={t("compare.tournament.why")} bare placeholder={t("compare.tournament.why")} value={because} onChange={setBecause} maxLength={500} />
          </footer>
        </>
      )}
    </div>
  );
}

/** So many are matched without asking which. */
const MANY = 16;

/** Which drafts take part: a round, what was kept, or all that are open; how many matches that is stands beside each. */
function Which({ slug, rows, works, take }: { slug: string; rows: readonly WorkRow[]; works: Works; take: (ids: readonly string[] | undefined) => void }) {
  const { t } = useTranslation();
  const rounds = useRounds(slug).data ?? [];
  const open = new Set(rows.map((row) => row.id));
  const kept = [...works.values()].filter((row) => row.kind === "draft" && (row.state === "kept" || row.state === "chosen")).map((row) => row.id);
  const drafts = new Map([...works].filter(([, row]) => row.kind === "draft"));
  const offered = rowsOf(rounds, drafts).map((row) => ({ name: sayRow(row.told, t), ids: row.works.flatMap(({ id }) => (open.has(id) ? [id] : [])) }));
  const choices = [{ name: t("compare.tournament.kept"), ids: kept }, ...offered].filter(({ ids }) => ids.length >= 2);
  return (
    <Page title={t("compare.tournament.title")} lead={t("compare.tournament.which")}>
      <ul className={css["which"]}>
        {choices.map(({ name, ids }) => (
          <li key={`${name} ${ids[0]}`}>
            <Button onPress={() => take(ids)}>{name}</Button> <span>{t("compare.tournament.matches", { count: ids.length - 1 })}</span>
          </li>
        ))}
        <li>
          <Button weight="quiet" onPress={() => take(undefined)}>{t("compare.tournament.all", { count: rows.length })}</Button> <span>{t("compare.tournament.matches", { count: rows.length - 1 })}</span>
        </li>
      </ul>
    </Page>
  );
}

const samePair = (one: Result, other: Result): boolean => [one.winner, one.loser].toSorted().join() === [other.winner, other.loser].toSorted().join();

function Side({ row, side, pick }: { row: WorkRow; side: 0 | 1; pick: () => void }) {
  const { t } = useTranslation();
  return (
    <AriaButton className={css["side"] ?? ""} aria-label={t("compare.tournament.pick", { name: nameOf(row), headline: row.headline ?? "" })} onPress={pick}>
      <img src={thumbOf(row.image ?? row.id, 1024)} alt="" draggable={false} />
      <span>
        <kbd aria-hidden>{side === 0 ? "←" : "→"}</kbd> {nameOf(row)} <Mark kind={row.by.kind} quiet />
      </span>
    </AriaButton>
  );
}

const FINALISTS = 4;

function End({ slug, rows, tournament, ranked, results, again }: {
  slug: string;
  rows: Works;
  /** The act that began it; unknown while the last match is on its way. */
  tournament: number | undefined;
  ranked: readonly string[];
  results: readonly Result[];
  again: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const decide = useDecisions(slug);
  const refuse = useRefuseRest(slug);
  const [going, setGoing] = useState(false);
  const order = ranked.flatMap((id) => rows.get(id) ?? []);
  const [winner] = order;
  const reasons = new Map(results.map((result) => [result.loser, result.because]));
  const finalists = order.slice(1, FINALISTS);
  const rest = order.slice(FINALISTS).filter((row) => row.state === "draft" || row.state === "open");
  const run = async (deed: () => Promise<void>): Promise<void> => {
    setGoing(true);
    await deed();
    setGoing(false);
  };
  return (
    <div className={css["end"]}>
      {winner !== undefined && (
        <section>
          <Thumb work={winner.image ?? winner.id} size={1024} alt={winner.headline ?? winner.title} width={winner.width} height={winner.height} />
          <div>
            <h2>{t("compare.tournament.winner", { name: nameOf(winner) })}</h2>
            <p>{t("compare.tournament.next")}</p>
            <div className={css["deeds"]}>
              <Button weight="decision" isDisabled={going || winner.state === "chosen"} onPress={() => void run(() => decide([winner], "choose", t("compare.tournament.because", { count: results.length })))}>
                {t("table.act.choose")}
              </Button>
              {finalists.length > 0 && (
                <Button isDisabled={going} onPress={() => void run(() => decide(finalists.filter((row) => row.state !== "kept"), "keep", t("compare.tournament.finalist")))}>
                  {t("compare.tournament.keep", { count: finalists.length })}
                </Button>
              )}
              {rest.length > 0 && (
                <Button
                  isDisabled={going || refuse.isPending || tournament === undefined}
                  onPress={() => tournament !== undefined && refuse.mutate(tournament, { onError: tellError, onSuccess: ({ acts }) => tellNote(t("compare.tournament.refused", { count: acts.length })) })}
                >
                  {t("compare.tournament.refuse", { count: rest.length })}
                </Button>
              )}
              {again !== undefined && (
                <Button weight="quiet" onPress={again}>
                  {t("compare.tournament.again")}
                </Button>
              )}
              <Button weight="quiet" onPress={() => void navigate(`/p/${slug}/table`)}>
                {t("compare.back")}
              </Button>
            </div>
          </div>
        </section>
      )}
      <ol className={css["ranking"]}>
        {order.map((row) => (
          <li key={row.id}>
            <Thumb work={row.image ?? row.id} size={256} alt="" width={row.width} height={row.height} />
            <span>
              {nameOf(row)}
              {(reasons.get(row.id) ?? "") !== "" && <small>{reasons.get(row.id)}</small>}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
