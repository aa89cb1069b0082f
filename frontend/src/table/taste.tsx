import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { whenDone } from "../api/later";
import { useResetTaste, useTaste } from "../api/queries";
import type { Taste } from "../api/types";
import { Button, Dialog, tellNote } from "../app/pieces";
import { useHere } from "./session";
import css from "./taste.module.css";

interface Leaning {
  label: string;
  /** -1 to 1: how much it pleases, or is refused. */
  weight: number;
}

/** What a taste leans to, the strongest first. */
export function leaningsOf(taste: Taste): Leaning[] {
  return taste.features
    .flatMap(({ label, weight }) => (typeof label === "string" && typeof weight === "number" ? [{ label, weight }] : []))
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

/** What choices and refusals have taught so far, in words and weight by weight; it can be forgotten. */
export function TastePanel({ open }: { open: boolean }) {
  const { t } = useTranslation();
  const { slug } = useHere();
  const taste = useTaste(slug).data;
  const [asking, setAsking] = useState(false);
  if (taste === undefined) return null;
  const leanings = leaningsOf(taste);
  return (
    <Disclosure key={String(open)} className={css["taste"] ?? ""} defaultExpanded={open}>
      <Heading level={3}>
        <AriaButton slot="trigger">
          <ChevronRight aria-hidden size={16} /> {t("taste.title")}
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        <p>{t("taste.help")}</p>
        {taste.decisions === 0 ? <p className={css["words"]}>{t("taste.none")}</p> : <Words taste={taste} />}
        {leanings.length > 0 && <p>{t(taste.early ? "taste.early" : "taste.from", { count: taste.decisions })}</p>}
        {leanings.length > 0 && (
          <details>
            <summary>{t("taste.why")}</summary>
            <ul className={css["weights"]}>
              {leanings.map(({ label, weight }) => (
                <li key={label}>
                  <span className="unseen">{t("taste.weight", { name: label, percent: Math.round(Math.abs(weight) * 100) })}</span>
                  <span aria-hidden>{label}</span>
                  <i aria-hidden data-away={weight < 0 || undefined} style={{ inlineSize: `${Math.round(Math.abs(weight) * 100)}%` }} />
                </li>
              ))}
            </ul>
          </details>
        )}
        {taste.decisions > 0 && (
          <Button small onPress={() => setAsking(true)}>
            {t("taste.forget")}
          </Button>
        )}
        {asking && <Forget slug={slug} onClose={() => setAsking(false)} />}
      </DisclosurePanel>
    </Disclosure>
  );
}

function Words({ taste }: { taste: Taste }) {
  return (
    <ul className={css["words"]}>
      {taste.words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}

/** What a round will follow, in its dialog: nothing while nothing is known. */
export function TasteLine({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const taste = useTaste(slug).data;
  if (taste === undefined || taste.features.length === 0) return null;
  return <p className={css["line"]}>{t("taste.followed", { words: taste.words.join(", ") })}</p>;
}

function Forget({ slug, onClose }: { slug: string; onClose: () => void }) {
  const { t } = useTranslation();
  const reset = useResetTaste(slug);
  const forget = (): void => {
    whenDone(reset.mutateAsync(), () => tellNote(t("taste.forgotten")));
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("taste.forgetAsk")}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="decision" onPress={forget}>
            {t("taste.forget")}
          </Button>
        </>
      }
    >
      <p>{t("taste.forgetHelp")}</p>
    </Dialog>
  );
}
