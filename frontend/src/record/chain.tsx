import { useQuery } from "@tanstack/react-query";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { withQuery } from "../api/addresses";
import { ask } from "../api/client";
import type { components } from "../api/schema";
import { number } from "../app/dates";
import css from "./record.module.css";

export type RecordState = components["schemas"]["RecordShape"];

/** The record as PROV-JSON: of a project, or all of it. */
export const exportOf = (project: string | undefined): string => withQuery("/api/record/export", { project });

/** Whether every act still holds to the one before it. */
export function Chain() {
  const { t } = useTranslation();
  // Walking the whole record takes a large home a second: when the page is opened, not after each act of anybody.
  const state = useQuery({ queryKey: ["chain"], queryFn: ({ signal }) => ask<RecordState>("/record", { signal }), staleTime: 60_000 }).data;
  if (state === undefined) return null;
  const Icon = state.holds ? ShieldCheck : ShieldAlert;
  return (
    <p className={css["chain"]} data-holds={state.holds}>
      <Icon aria-hidden size={20} />
      <span>
        <b>{t(state.holds ? "record.chain.holds" : "record.chain.broken")}</b>{" "}
        {state.holds ? t("record.chain.acts", { count: state.acts, number: number(state.acts) }) : state.reason}
      </span>
    </p>
  );
}
