import { ChevronRight, CornerDownLeft } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useAskPartner, useJob, usePartners } from "../api/queries";
import type { Job, Partner, WorkRow } from "../api/types";
import { announce } from "../app/announce";
import { Button, Field, IconButton, Progress, Select, tellError } from "../app/pieces";
import { nameOf } from "./deciding";
import { useHere, useShown } from "./session";
import css from "./partners.module.css";

const KEPT = "oeuvre.partner";

/** A partner: its name, its terms, and a sentence to ask it. It answers with drafts marked as its own; nothing else. */
export function Partners({ rows }: { rows: readonly WorkRow[] }) {
  const { t } = useTranslation();
  const session = useHere();
  const works = useShown();
  const partners = usePartners(session.slug).data ?? [];
  const [wanted, setWanted] = useState(() => localStorage.getItem(KEPT) ?? "");
  const [say, setSay] = useState("");
  const [asked, setAsked] = useState<Job>();
  const ask = useAskPartner(session.slug);
  const job = useJob(asked?.id) ?? asked;
  const partner = partners.find((one) => one.id === wanted) ?? partners[0];
  if (partner === undefined) return null;
  const models = partners.filter((one) => one.kind === "model");
  const send = (): void => {
    if (say.trim() === "" || ask.isPending) return;
    ask.mutate(
      { partner: partner.id, say: say.trim(), works: rows.slice(0, 9).map((row) => row.id) },
      {
        onError: tellError,
        onSuccess: (told) => {
          setAsked(told);
          setSay("");
          announce(t("partners.asked", { name: partner.name }));
        },
      },
    );
  };
  const answers = job?.state === "done" ? job.works : [];
  return (
    <section className={css["partner"]} aria-label={t("partners.title")} data-kind={partner.kind}>
      <header>
        <span className={css["face"]} data-kind={partner.kind} aria-hidden />
        {partners.length > 1 ? (
          <Select bare label={t("partners.choose")} options={partners.map((one) => ({ id: one.id, name: one.name }))} value={partner.id} onChange={(id) => { setWanted(id); localStorage.setItem(KEPT, id); }} />
        ) : (
          <h2>{partner.name}</h2>
        )}
        <span className={css["where"]}>{partner.where}</span>
      </header>
      {job !== undefined && (job.state === "running" || job.state === "waiting") && <Progress label={t("shell.jobs.ask")} done={job.done} of={job.of} />}
      {job?.state === "done" && (
        <div className={css["answer"]} role="status">
          <p>{answers.length === 0 ? t("partners.nothing") : t("partners.answered", { count: answers.length })}</p>
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
        </div>
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
      <Disclosure key={String(rows.length === 0)} className={css["terms"] ?? ""} defaultExpanded={rows.length === 0}>
        <Heading level={3}>
          <AriaButton slot="trigger">
            <ChevronRight aria-hidden size={16} /> {t("partners.terms")}
          </AriaButton>
        </Heading>
        <DisclosurePanel>
          <Terms partner={partner} />
          {models.length === 0 && <p>{t("partners.onlyRules")}</p>}
          <p>{t("partners.assent")}</p>
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
