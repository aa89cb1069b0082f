import { CircleCheck, CircleX, Copy, Signature } from "lucide-react";
import { useState } from "react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, tellNote, Waiting } from "../app/pieces";
import type { Answer, Question } from "./api";
import { Granting } from "./granting";
import { money } from "./money";
import css from "./rights.module.css";
import { SplitPicture, type PartOf } from "./split-picture";

/** The answer in words: yes or no, by which clause of which work; what it costs and who gets what; the credit to copy. */
export function AnswerTo({ work, question, answer, error }: { work: string; question: Question; answer: Answer | undefined; error: Error | null }) {
  const { t } = useTranslation();
  const [granting, setGranting] = useState(false);
  if (error !== null) return <Waiting error={error} />;
  if (answer === undefined) return <Waiting />;
  const Icon = answer.allowed ? CircleCheck : CircleX;
  return (
    <section className={css["answer"]} aria-live="polite">
      <h3 className={css["outcome"]} data-outcome={answer.outcome}>
        <Icon aria-hidden size={30} />
        {t(`rights.outcome.${answer.outcome}`)}
      </h3>
      <p className={css["say"]}>{answer.says}</p>
      {!answer.allowed && <Clauses title={t("rights.reasons")} rows={answer.reasons} work={work} />}
      {answer.allowed && answer.duties.length > 0 && <Clauses title={t("rights.duties")} rows={answer.duties} work={work} />}
      {answer.allowed && <Price answer={answer} />}
      {answer.allowed && answer.quote !== null && (
        <div className={css["row"]}>
          <Button weight="decision" icon={Signature} onPress={() => setGranting(true)}>
            {t("rights.grant.act")}
          </Button>
          <span className={css["small"]}>{t("rights.grant.note")}</span>
        </div>
      )}
      <Credit lines={answer.attribution} />
      {answer.notes.length > 0 && (
        <div className={css["block"]}>
          <h3>{t("rights.notes")}</h3>
          {answer.notes.map((note) => (
            <p key={note} className={css["small"]}>{note}</p>
          ))}
        </div>
      )}
      {granting && <Granting work={work} question={question} onClose={() => setGranting(false)} />}
    </section>
  );
}

interface ClauseRow {
  clause: string;
  says: string;
  of: readonly { work: string; title: string }[];
}

const letter = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function Clauses({ title, rows, work }: { title: string; rows: readonly ClauseRow[]; work: string }) {
  const { t } = useTranslation();
  return (
    <div className={css["block"]}>
      <h3>{title}</h3>
      <ul className={css["facts"]}>
        {rows.map((row) => (
          <li key={`${row.clause} ${row.says}`}>
            <span>{letter(row.says)}</span>
            <span className={css["small"]}>
              {row.of.map((one, place) => (
                <span key={one.work}>
                  {place === 0 ? t("rights.from", { works: "" }) : ", "}
                  {one.work === work ? one.title : <Link href={`/w/${one.work}`}>{one.title}</Link>}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What it costs, line by line, and the split as a picture. */
function Price({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const { quote, error, waits } = answer;
  if (quote === null) {
    return error === null ? null : (
      <div className={css["said"]}>
        <p>{error["message"]}</p>
        <p className={css["small"]}>{error["remedy"]}</p>
      </div>
    );
  }
  if (quote.currency === null || quote.total === 0) return <p>{waits === "" ? t("rights.free") : waits}</p>;
  const parts = new Map<string, PartOf & { works: string[] }>();
  for (const one of quote.split) {
    const known = parts.get(one.party) ?? { id: one.party, name: one.name, note: "", amount: 0, works: [] };
    known.amount += one.amount;
    if (!known.works.includes(one.title)) known.works.push(one.title);
    parts.set(one.party, known);
  }
  const shared = [...parts.values()].map((one) => ({ ...one, note: t("rights.splitFor", { works: one.works.join(", ") }) })).toSorted((a, b) => b.amount - a.amount);
  return (
    <div className={css["stack"]}>
      <div className={css["block"]}>
        <p className={css["price"]}>
          <span>{t("rights.quote")}</span>
          <b>{money(quote.total, quote.currency)}</b>
        </p>
        {(quote.lines.length > 1 || quote.lines[0]?.amount !== quote.total || quote.lines[0].counted > 1) && (
          <ul className={css["lines"]}>
            {quote.lines.map((line) => (
              <li key={`${line.work} ${line.clause} ${line.basis}`}>
                <span>{line.says}</span>
                <span className={css["amount"]}>{money(line.amount, quote.currency ?? "")}</span>
              </li>
            ))}
          </ul>
        )}
        {waits !== "" && <p className={css["small"]}>{waits}</p>}
      </div>
      <div className={css["block"]}>
        <h3>{t("rights.split")}</h3>
        <SplitPicture parts={shared} currency={quote.currency} total={money(quote.total, quote.currency)} named="rights.splitPicture" />
        <p className={css["small"]}>{t("rights.rounded")}</p>
      </div>
    </div>
  );
}

/** The credit of a work and of its pieces, to copy. */
export function Credit({ lines }: { lines: readonly string[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(lines.join("\n"));
      tellNote(t("rights.copied"));
    } catch {
      tellNote(t("rights.copyFailed"));
    }
  };
  return (
    <div className={css["block"]}>
      <div className={css["row"]}>
        <h3>{t("rights.attribution")}</h3>
        <Button small icon={Copy} onPress={() => void copy()}>
          {t("rights.copy")}
        </Button>
      </div>
      <div className={css["credit"]}>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  );
}
