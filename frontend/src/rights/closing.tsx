import { Lock } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, tellNote } from "../app/pieces";
import { useClose, type Month } from "./api";
import { period } from "./money";
import css from "./rights.module.css";

/** The months of the books: closed for good, to be closed, or running. */
export function Closing({ months }: { months: readonly Month[] }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<string>();
  const close = useClose();
  const state = (one: Month): string => t(`rights.money.close.states.${one.closed ? "closed" : one.over ? "over" : "running"}`);
  return (
    <>
      <ul className={css["facts"]}>
        {months.map((one) => (
          <li key={one.month}>
            <span className={css["price"]}>
              <span>
                {period(one.month)} <span className={css["small"]}>{state(one)}</span>
              </span>
              {one.over && !one.closed && (
                <Button small icon={Lock} onPress={() => setAsked(one.month)} aria-label={t("rights.money.close.actOf", { month: period(one.month) })}>
                  {t("rights.money.close.act")}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {asked !== undefined && (
        <Dialog
          title={t("rights.money.close.actOf", { month: period(asked) })}
          isOpen
          onClose={() => setAsked(undefined)}
          foot={
            <Button
              weight="decision"
              icon={Lock}
              isDisabled={close.isPending}
              onPress={() =>
                close.mutate(
                  { period: asked },
                  {
                    onSuccess: () => {
                      tellNote(t("rights.money.close.done", { month: period(asked) }));
                      setAsked(undefined);
                    },
                  },
                )
              }
            >
              {t("rights.money.close.act")}
            </Button>
          }
        >
          <p>{t("rights.money.close.warn")}</p>
        </Dialog>
      )}
    </>
  );
}
