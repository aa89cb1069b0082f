import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api/client";
import { keys } from "../api/keys";
import { STRIP } from "../api/renewing";
import type { Act, Page } from "../api/types";
import { Mark } from "../app/pieces";
import { language } from "../app/words";
import { gesturesIn } from "./record-gestures";
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
        {gesturesIn(acts).slice(-MOST).map(({ act, word, number, count, kind, who }) => {
          const name = t(word, { number, defaultValue: act.kind });
          return (
            <li key={act.seq}>
              <Link to={`/p/${slug}/record?act=${act.seq}`} title={act.what}>
                <Mark kind={kind} />
                <span>
                  {name}
                  {count > 1 && <small> {t("table.record.times", { count })}</small>}
                </span>
                <small className={css["who"]}>{[who.split(" ")[0], hour(act.at)].filter((part) => part !== "").join(" · ")}</small>
              </Link>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** When, on a clock; with its day where that is another than today's. */
function hour(at: string): string {
  const time = new Date(at);
  const today = new Date().toDateString() === time.toDateString();
  return time.toLocaleString(language() === "en" ? "en-GB" : "fr-FR", today ? { hour: "2-digit", minute: "2-digit" } : { day: "numeric", month: "short" });
}
