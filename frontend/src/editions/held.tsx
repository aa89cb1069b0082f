import { Check, Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useAllowFormat, useJobs } from "../api/queries";
import { isOver } from "../api/jobs";
import type { LostFormat } from "../api/types";
import { Button, ButtonLink } from "../app/pieces";
import css from "./editions.module.css";

/** The formats that could not be made: why, what would help, and what can be done now. */
export function HeldBack({ formats, slug }: { formats: readonly LostFormat[]; slug: string | undefined }) {
  const { t } = useTranslation();
  const allow = useAllowFormat();
  const busy = useJobs(slug).some((job) => !isOver(job) && job.kind === "editions");
  return (
    <ul className={css["failed"]}>
      {formats.map((one) => (
        <li key={one.format}>
          <strong>{one.label}</strong>
          <p>{one.reason}</p>
          <p className={css["remedy"]}>{one.remedy}</p>
          <p className={css["deeds"]}>
            <ButtonLink small href={`/w/${one.design}?correct`} icon={Pencil} aria-label={t("editions.correctFor", { label: one.label })}>
              {t("table.act.correct")}
            </ButtonLink>
            {one.acceptable && (
              <Button
                small
                weight="decision"
                icon={Check}
                aria-label={t("editions.anywayFor", { label: one.label })}
                isDisabled={busy || allow.isPending}
                onPress={() => allow.mutate({ work: one.design, format: one.format })}
              >
                {t("editions.anyway")}
              </Button>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
