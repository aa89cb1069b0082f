import { useTranslation } from "react-i18next";
import { Button, Progress } from "../app/pieces";
import css from "./correct.module.css";
import type { Correcting } from "./correcting";

/** A correction under way, and what it breaks: it may be kept on a person's word. */
export function Going({ correcting }: { correcting: Correcting }) {
  const { t } = useTranslation();
  const { going, job, broken, anyway, drop } = correcting;
  return (
    <>
      {going && <Progress label={t("shell.jobs.edit")} done={job?.done ?? 0} of={job?.of ?? 0} />}
      {broken !== undefined && (
        <div ref={inSight} role="alert" className={css["broken"]}>
          <p>
            <b>{t("table.correct.broken")}</b> {broken.detail}
          </p>
          <div className={css["row"]}>
            <Button small weight="decision" onPress={anyway}>
              {t("table.correct.anyway")}
            </Button>
            <Button small onPress={drop}>
              {t("table.correct.drop")}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

/** What must be read is where it is read. */
const inSight = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });
