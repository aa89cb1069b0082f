import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../../api/client";
import { Button, ButtonLink } from "./button";
import css from "./pieces.module.css";

/** What a page says when there is nothing yet, and what can be done; `inside` a page that has its title already. */
export function Empty({ title, children, action, inside = false }: { title: string; children?: ReactNode; action?: ReactNode; inside?: boolean }) {
  const Title = inside ? "h2" : "h1";
  return (
    <section className={css["empty"]}>
      <Title>{title}</Title>
      {children !== undefined && <div>{children}</div>}
      {action !== undefined && <div className={css["row"]}>{action}</div>}
    </section>
  );
}

/** What was refused, why, and the way out; or that an answer is on its way. */
export function Waiting({ error, again }: { error?: Error | null; again?: () => void }) {
  const { t } = useTranslation();
  if (error == null) {
    return (
      <output className={css["waiting"]}>{t("shell.waiting")}</output>
    );
  }
  const problem = error instanceof Refused ? error.problem : null;
  return (
    <section className={css["empty"]} role="alert">
      <h1>{problem !== null && problem.detail !== "" ? problem.detail : t("shell.unreachable.title")}</h1>
      <p>{problem !== null ? problem.remedy : t("shell.unreachable.remedy")}</p>
      <div className={css["row"]}>
        {again !== undefined && problem?.status !== 404 && (
          <Button weight="strong" onPress={again}>
            {t("shell.again")}
          </Button>
        )}
        {problem?.status === 404 && <ButtonLink href="/">{t("shell.home")}</ButtonLink>}
      </div>
    </section>
  );
}
