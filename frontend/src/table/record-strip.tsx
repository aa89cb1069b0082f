import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api/client";
import { keys } from "../api/keys";
import { STRIP } from "../api/renewing";
import type { Act, Page, PartyKind } from "../api/types";
import { Mark } from "../app/pieces";
import css from "./record-strip.module.css";

const MOST = 40;

/** The latest acts of the project, the newest at the right end; each leads to its place on the record. */
export function RecordStrip({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const latest = useQuery({
    // What comes after is put before it as it is heard of (api/renewing): the whole is read once.
    queryKey: keys.strip(slug),
    queryFn: ({ signal }) => ask<Page<Act>>(`/acts?project=${encodeURIComponent(slug)}&limit=${STRIP}`, { signal }),
  }).data;
  const acts = (latest?.items ?? []).toSorted((a, b) => a.seq - b.seq);
  const last = acts.at(-1);
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    if (list.current !== null) list.current.scrollLeft = list.current.scrollWidth;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new act comes into sight.
  }, [last?.seq]);
  return (
    <section data-foot className={css["strip"]} aria-label={t("table.record.title")}>
      <Link to={`/p/${slug}/record`} className={css["name"] ?? ""}>
        <b>{t("table.record.title")}</b>
        <span>{last === undefined ? "" : t("table.card.act", { act: last.seq })}</span>
      </Link>
      <ol ref={list} className={css["acts"]}>
        {inRuns(acts).slice(-MOST).map(({ act, count }) => (
          <li key={act.seq}>
            <Link to={`/p/${slug}/record?act=${act.seq}`} title={`${act.what} · ${act.by[0]?.["name"] ?? ""}`}>
              <Mark kind={kindOf(act)} />
              <span>
                {t(`table.acts.${act.kind}`, { defaultValue: act.kind })}
                {count > 1 && <small> {t("table.record.times", { count })}</small>}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}

const KINDS: readonly PartyKind[] = ["person", "collective", "model", "rule"];
const kindOf = (act: Act): PartyKind => KINDS.find((kind) => kind === act.by[0]?.["kind"]) ?? "rule";

/** Acts of one kind by one party that follow one another, as one: the last of them, and how many. */
export function inRuns(acts: readonly Act[]): { act: Act; count: number }[] {
  const runs: { act: Act; count: number }[] = [];
  for (const act of acts) {
    const run = runs.at(-1);
    if (run !== undefined && run.act.kind === act.kind && run.act.by[0]?.["party"] === act.by[0]?.["party"]) {
      run.act = act;
      run.count += 1;
    } else runs.push({ act, count: 1 });
  }
  return runs;
}
