import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api/client";
import { keys } from "../api/keys";
import { useProject } from "../api/queries";
import type { Act, Page, PartyKind } from "../api/types";
import { Mark } from "../app/pieces";
import css from "./record-strip.module.css";

const MOST = 40;

/** The latest acts of the project, the newest at the right end; each leads to its place on the record. */
export function RecordStrip({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const project = useProject(slug).data;
  const latest = useQuery({
    queryKey: [...keys.project(slug), "strip", project?.acts],
    queryFn: ({ signal }) => ask<Page<Act>>(`/acts?project=${encodeURIComponent(slug)}&limit=${MOST}`, { signal }),
    placeholderData: (before) => before,
  }).data;
  const acts = (latest?.items ?? []).toSorted((a, b) => a.seq - b.seq).slice(-MOST);
  const last = acts.at(-1);
  return (
    <section className={css["strip"]} aria-label={t("table.record.title")}>
      <Link to={`/p/${slug}/record`} className={css["name"] ?? ""}>
        <b>{t("table.record.title")}</b>
        <span>{last === undefined ? "" : t("table.card.act", { act: last.seq })}</span>
      </Link>
      <ol className={css["acts"]}>
        {acts.map((act) => (
          <li key={act.seq}>
            <Link to={`/p/${slug}/record?act=${act.seq}`} title={`${act.what} · ${act.by[0]?.["name"] ?? ""}`}>
              <Mark kind={kindOf(act)} />
              <span>{t(`table.acts.${act.kind}`, { defaultValue: act.kind })}</span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}

const KINDS: readonly PartyKind[] = ["person", "collective", "model", "rule"];
const kindOf = (act: Act): PartyKind => KINDS.find((kind) => kind === act.by[0]?.["kind"]) ?? "rule";
