import { ChevronRight, CornerDownLeft, Eye, RotateCcw, Square } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { isOver } from "../api/jobs";
import { useActions } from "../app/actions";
import { useAskPartner, useCancelJob, useJob, useJobs, usePartners } from "../api/queries";
import type { Job, Partner, WorkRow } from "../api/types";
import { announce } from "../app/announce";
import { Button, Face, Field, IconButton, Progress, Select, tellError } from "../app/pieces";
import { nameOf } from "./deciding";
import { Invited } from "./invited";
import { only } from "./selection";
import { useHere, useShown, type Works } from "./session";
import { seeAll } from "./table-actions";
import css from "./partners.module.css";

const KEPT = "oeuvre.partner";

/** What is on the table of an answer: questions and answers word for word are on the record alone. */
const isAnswer = (row: WorkRow | undefined): boolean => row === undefined || (["draft", "idea", "picture"].includes(row.kind) && row.state !== "refused");

interface Asked {
  readonly say: string;
  readonly works: readonly string[];
}

/** The sentence that drafts were asked for in, and the drafts that it was about. */
export function askedFor(answers: readonly string[], works: Works): Asked | undefined {
  const first = answers.flatMap((id) => works.get(id) ?? []).find((row) => row.because !== "");
  return first === undefined ? undefined : { say: first.because, works: first.parents.filter((id) => works.get(id)?.kind === "draft") };
}

/** A partner: its name, its terms, and a sentence to ask it. It answers with drafts marked as its own; nothing else. */
export function Partners({ rows }: { rows: readonly WorkRow[] }) {
  const { t } = useTranslation();
  const session = useHere();
  const works = useShown();
  const partners = usePartners(session.slug).data ?? [];
  const [wanted, setWanted] = useState(() => localStorage.getItem(KEPT) ?? "");
  const [say, setSay] = useState("");
  const [asked, setAsked] = useState<Job>();
  const [said, setLast] = useState<Asked>();
  const ask = useAskPartner(session.slug);
  const cancel = useCancelJob();
  // What was asked last is shown, whoever asked, and after a reload too.
  const earlier = useJobs(session.slug).find((one) => one.kind === "ask");
  const latest = asked !== undefined && (earlier === undefined || earlier.begun <= asked.begun) ? asked : earlier;
  const job = useJob(latest?.id) ?? latest;
  const partner = partners.find((one) => one.id === wanted) ?? partners[0];
  const wish = (words: string, on: readonly string[]): void => {
    if (partner === undefined || words === "" || ask.isPending) return;
    ask.mutate(
      { partner: partner.id, say: words, works: [...on] },
      {
        onError: tellError,
        onSuccess: (told) => {
          setAsked(told);
          setLast({ say: words, works: on });
          setSay("");
          announce(t("partners.asked", { name: partner.name }));
        },
      },
    );
  };
  const see = (ids: readonly string[]): void => {
    session.board.selection.set(only(ids));
    seeAll(session, new Set(ids));
  };
  const send = (): void => wish(say.trim(), rows.slice(0, 9).map((row) => row.id));
  const going = job !== undefined && !isOver(job);
  const answers = job?.state === "done" ? job.works.filter((id) => isAnswer(works.get(id))) : [];
  // What was asked before a reload, or by somebody else, stands on the record with what came of it.
  const last = said ?? askedFor(answers, works);
  const again = (): void => {
    if (last !== undefined) wish(last.say, last.works);
  };
  useActions([
    { id: "partner.again", label: "partners.again", key: "a", group: "round", icon: RotateCcw, enabled: last !== undefined && !going && !ask.isPending, run: again },
    { id: "partner.see", label: "partners.see", key: "s", group: "round", icon: Eye, enabled: answers.length > 0, run: () => see(answers) },
    { id: "partner.stop", label: "partners.stop", group: "round", icon: Square, enabled: going, run: () => job !== undefined && cancel.mutate(job.id, { onError: tellError }) },
  ]);
  if (partner === undefined) return null;
  const models = partners.filter((one) => one.kind === "model");
  return (
    <section className={css["partner"]} aria-label={t("partners.title")} data-kind={partner.kind}>
      <header>
        <Face name={partner.id} kind={partner.kind} />
        {partners.length > 1 ? (
          <Select bare label={t("partners.choose")} options={partners.map((one) => ({ id: one.id, name: one.name }))} value={partner.id} onChange={(id) => { setWanted(id); localStorage.setItem(KEPT, id); }} />
        ) : (
          <h2>{partner.name}</h2>
        )}
        <span className={css["where"]}>
          {[partner.version, partner.unit, partner.where].filter((one) => one !== "").join(" · ")}
        </span>
      </header>
      {going && (
        <div className={css["going"]}>
          {job.said !== "" && <p>{job.said}</p>}
          <Progress label={t("shell.jobs.ask")} done={job.done} of={job.of} />
          <Button small isDisabled={cancel.isPending} onPress={() => cancel.mutate(job.id, { onError: tellError })}>
            {t("partners.stop")}
          </Button>
        </div>
      )}
      {job?.state === "done" && (
        <details key={job.id} className={css["answer"]} open={asked !== undefined}>
          <summary>{last === undefined ? t("partners.last") : <q>{last.say}</q>}</summary>
          <p role="status">{job.said !== "" ? job.said : answers.length === 0 ? t("partners.nothing") : t("partners.answered", { count: answers.length })}</p>
          {answers.length > 0 && <p className={css["keys"]}>{t("partners.keys")}</p>}
          {answers.length > 0 && (
            <ul>
              {answers.slice(0, 12).map((id) => {
                const row = works.get(id);
                return (
                  <li key={id}>
                    <Button small weight="quiet" onPress={() => session.board.awaited.set(id)}>
                      {row === undefined ? t("table.card.coming") : nameOf(row)}
                    </Button>
                  </li>
                );
              })}
            </ul>
          )}
          <div className={css["going"]}>
            {answers.length > 0 && (
              <Button small onPress={() => see(answers)}>
                {t("partners.see")}
              </Button>
            )}
            {last !== undefined && (
              <Button small icon={RotateCcw} isDisabled={ask.isPending} onPress={again}>
                {t("partners.again")}
              </Button>
            )}
          </div>
        </details>
      )}
      <form
        className={css["ask"]}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field bare label={t("partners.ask")} placeholder={rows.length === 0 ? t("partners.ask") : t("partners.askOn", { count: rows.length })} value={say} onChange={setSay} maxLength={2000} />
        <IconButton type="submit" icon={CornerDownLeft} label={t("partners.send")} isDisabled={say.trim() === "" || ask.isPending} />
      </form>
      <Disclosure className={css["terms"] ?? ""}>
        <Heading level={3}>
          <AriaButton slot="trigger">
            <ChevronRight aria-hidden size={16} /> {t("partners.terms")}
          </AriaButton>
        </Heading>
        <DisclosurePanel>
          <Terms partner={partner} />
          {models.length === 0 && <p>{t("partners.onlyRules")}</p>}
          <p>{t("partners.assent")}</p>
          <Invited slug={session.slug} partner={partner} />
        </DisclosurePanel>
      </Disclosure>
    </section>
  );
}

function Terms({ partner }: { partner: Partner }) {
  const { t } = useTranslation();
  const facts = [partner.licence, partner.cost, partner.outputs, partner.can.join(", "), partner.spent === "" ? "" : t("partners.spent", { spent: partner.spent })];
  return <p className={css["facts"]}>{facts.filter((fact) => fact !== "").join(" · ")}</p>;
}
