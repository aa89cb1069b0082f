import { RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../app/pieces";
import { useMakeEditions, useStanding } from "./api";
import { Conflicts } from "./conflicts";
import css from "./rights.module.css";

/** Beside the formats that were held back: the clauses that collide in a design, and the way on once that is resolved. */
export function EditionConflicts({ design, slug, busy }: { design: string; slug: string | undefined; busy: boolean }) {
  const { t } = useTranslation();
  const told = useStanding(design).data;
  const make = useMakeEditions();
  const held = told !== undefined && told.conflicts.length > 0 && !told.resolved;
  return (
    <div className={css["stack"]}>
      {held && (
        <>
          <h3>{t("rights.conflict.title")}</h3>
          <Conflicts conflicts={told.conflicts} slug={slug} result={design} />
        </>
      )}
      {told?.resolved === true && <p role="status">{t("rights.conflict.resolved")}</p>}
      <div className={css["row"]}>
        <Button icon={RefreshCw} isDisabled={busy || make.isPending} onPress={() => make.mutate(design)}>
          {t("rights.conflict.again")}
        </Button>
      </div>
    </div>
  );
}
