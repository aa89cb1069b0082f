import { ArrowLeft, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button as AriaButton } from "react-aria-components";
import { useNavigate } from "react-router";
import { thumbOf } from "../api/addresses";
import type { WorkRow } from "../api/types";
import { useActions } from "../app/actions";
import { announce } from "../app/announce";
import { Button, Field, IconButton, Mark, Progress, Thumb } from "../app/pieces";
import { nameOf, useDecisions } from "../table/deciding";
import css from "./compare.module.css";
import { ranking, standing, taken, type Result } from "./pairing";

/** Two by two until one is left; the reasons go with those that fall. It is kept in this browser until it is done with. */
export function Tournament({ slug, rows }: { slug: string; rows: readonly WorkRow[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const kept = `oeuvre.tournament.${slug}`;
  // Who takes part does not change while it lasts, whatever is decided meanwhile.
  const [entrants] = useState(() => rows.map((row) => row.id));
  const [results, setResults] = useState<readonly Result[]>(() => taken(localStorage.getItem(kept), entrants));
  const [because, setBecause] = useState("");
  const works = new Map(rows.map((row) => [row.id, row]));
  const now = standing(entrants, results);
  const set = (next: readonly Result[]): void => {
    localStorage.setItem(kept, JSON.stringify(next));
    setResults(next);
    setBecause("");
  };
  const pick = (side: 0 | 1): void => {
    const winner = now.match?.[side];
    const loser = now.match?.[side === 0 ? 1 : 0];
    if (winner === undefined || loser === undefined) return;
    set([...results, { winner, loser, because: because.trim() }]);
    const row = works.get(winner);
    if (row !== undefined) announce(t("compare.tournament.won", { name: nameOf(row) }));
  };
  useActions([
    { id: "tournament.left", label: "compare.tournament.left", key: "arrowleft", group: "decide", enabled: now.match !== undefined, run: () => pick(0) },
    { id: "tournament.right", label: "compare.tournament.right", key: "arrowright", group: "decide", enabled: now.match !== undefined, run: () => pick(1) },
    { id: "tournament.back", label: "compare.tournament.back", key: "mod+z", group: "decide", icon: Undo2, enabled: results.length > 0, run: () => set(results.slice(0, -1)) },
  ]);
  return (
    <div className={css["page"]}>
      <header className={css["bar"]}>
        <IconButton icon={ArrowLeft} label={t("compare.back")} onPress={() => void navigate(`/p/${slug}/table`)} />
        <h1>{t("compare.tournament.title")}</h1>
        <div className={css["look"]}>
          <span>{now.match === undefined ? t("compare.tournament.over") : t("compare.tournament.at", { at: now.played + 1, of: now.of, entered: now.entered })}</span>
          <Button small icon={Undo2} isDisabled={results.length === 0} onPress={() => set(results.slice(0, -1))}>
            {t("compare.tournament.back")}
          </Button>
        </div>
        <Progress label={t("compare.tournament.title")} done={now.played} of={now.of} />
      </header>
      {now.match === undefined ? (
        <End slug={slug} rows={works} ranked={ranking(entrants, results)} results={results} again={() => set([])} />
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

function End({ slug, rows, ranked, results, again }: {
  slug: string;
  rows: ReadonlyMap<string, WorkRow>;
  ranked: readonly string[];
  results: readonly Result[];
  again: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const decide = useDecisions(slug);
  const [going, setGoing] = useState(false);
  const order = ranked.flatMap((id) => rows.get(id) ?? []);
  const [winner] = order;
  const reasons = new Map(results.map((result) => [result.loser, result.because]));
  const finalists = order.slice(1, FINALISTS);
  const rest = order.slice(FINALISTS);
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
                  isDisabled={going}
                  onPress={() =>
                    void run(async () => {
                      for (const row of rest) if (row.state === "draft" || row.state === "open") await decide([row], "refuse", reasons.get(row.id) ?? "");
                    })
                  }
                >
                  {t("compare.tournament.refuse", { count: rest.length })}
                </Button>
              )}
              <Button weight="quiet" onPress={again}>
                {t("compare.tournament.again")}
              </Button>
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
