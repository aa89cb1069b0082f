import { Bookmark, Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { State } from "../../api/types";
import css from "./pieces.module.css";

const ICON = { chosen: Check, kept: Bookmark, refused: X } as const;

/** The state of a work: chosen, kept, refused; nothing for what is still open, unless it is asked for. `struck`: refused by a check. */
export function StateBadge({ state, always = false, struck = false }: { state: State; always?: boolean; struck?: boolean }) {
  const { t } = useTranslation();
  if (state === "open" || state === "draft") {
    return always ? <span className={css["state"]} data-state="open">{t("shell.states.open")}</span> : null;
  }
  const Icon = ICON[state];
  return (
    <span className={css["state"]} data-state={state}>
      <Icon aria-hidden size={14} strokeWidth={2.5} />
      {t(struck ? "shell.states.struck" : `shell.states.${state}`)}
    </span>
  );
}

/** A credential in one word of colour: green when it holds, and only then. */
export function CredentialBadge({ credential }: { credential: string | null }) {
  const { t, i18n } = useTranslation();
  if (credential === null || credential === "") return null;
  const key = `shell.credentials.${credential}`;
  return (
    <span className={css["credential"]} data-state={credential}>
      {i18n.exists(key) ? t(key) : credential}
    </span>
  );
}
