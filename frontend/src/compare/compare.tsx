import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useWorks } from "../api/queries";
import type { WorkRow } from "../api/types";
import { ButtonLink, Empty, Waiting } from "../app/pieces";
import { useSlug } from "../app/project";
import { useTitle } from "../app/title";
import { useShownWorks } from "../table/shown";
import { SideBySide } from "./side-by-side";
import { TournamentPage } from "./tournament";

export const MOST = 9;

/** Works side by side, or two by two until one is left; which ones, the address says. */
export function ComparePage() {
  const { t } = useTranslation();
  const slug = useSlug();
  const [query] = useSearchParams();
  const rows = useWorks(slug);
  const works = useShownWorks(rows.data);
  const tournament = query.get("mode") === "tournament";
  useTitle(t(tournament ? "compare.tournament.title" : "compare.title"));
  const asked = query.get("works");
  const found = useMemo(() => {
    const named = (asked ?? "").split(",").flatMap((id) => works.get(id) ?? []);
    if (asked !== null && named.length > 0) return named;
    return tournament ? [...works.values()].filter(isOpen) : [];
  }, [asked, works, tournament]);
  if (rows.data === undefined) {
    return (
      <div>
        <Waiting error={rows.error} again={() => void rows.refetch()} />
      </div>
    );
  }
  const shown = found.filter((row) => row.image !== null || row.modality === "image");
  const few = (
    <div>
      <Empty title={t("compare.few.title")} action={<ButtonLink weight="strong" href={`/p/${slug}/table`}>{t("compare.back")}</ButtonLink>}>
        {t(tournament ? "compare.few.tournament" : "compare.few.help")}
      </Empty>
    </div>
  );
  if (tournament) return <TournamentPage slug={slug} rows={shown} asked={asked === null ? undefined : found.map((row) => row.id)} works={works} few={few} />;
  return shown.length < 2 ? few : <SideBySide slug={slug} rows={shown.slice(0, MOST)} />;
}

const isOpen = (row: WorkRow): boolean => row.kind === "draft" && (row.state === "draft" || row.state === "open");
