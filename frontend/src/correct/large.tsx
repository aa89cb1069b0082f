import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBrief, useElements } from "../api/queries";
import type { WorkRow } from "../api/types";
import { announce } from "../app/announce";
import { OwnColours } from "./colours";
import css from "./correct.module.css";
import { useCorrecting } from "./correcting";
import { ForeseenFormats } from "./foreseen";
import { Going } from "./going";
import { Replacing } from "./replacing";
import { Touching } from "./touching";

/** A design large, to be corrected on the picture and in its colours; `onMade` hears of each new version. */
export function CorrectLarge({ row, slug, onMade }: { row: WorkRow; slug: string; onMade: (work: string) => void }) {
  const { t } = useTranslation();
  const correcting = useCorrecting(row);
  const { made } = correcting;
  useEffect(() => {
    if (made === undefined) return;
    announce(t("table.correct.done"));
    onMade(made);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a version is told once, whatever hears of it.
  }, [made]);
  return (
    <div className={css["large"]}>
      <Touching key={row.id} row={row} slug={slug} correcting={correcting} />
      <div className={css["beside"]}>
        <Going correcting={correcting} />
        <ForeseenFormats work={row.id} />
        <Replacing slug={slug} send={correcting.send} disabled={correcting.going} />
        <Own key={row.id} row={row} slug={slug} correcting={correcting} />
      </div>
    </div>
  );
}

function Own({ row, slug, correcting }: { row: WorkRow; slug: string; correcting: ReturnType<typeof useCorrecting> }) {
  const { t } = useTranslation();
  const elements = useElements(row.id).data;
  const own = useBrief(slug).data?.brief.brand?.colours ?? [];
  if (elements === undefined) return null;
  return (
    <section>
      <h3>{t("table.correct.own")}</h3>
      <OwnColours elements={elements} own={own.map((colour) => colour.toLowerCase())} send={correcting.send} disabled={correcting.going} />
    </section>
  );
}
