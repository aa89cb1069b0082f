import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WorkRow } from "../api/types";
import { Button, Dialog } from "../app/pieces";
import { nameOf } from "../table/deciding";
import { Reasons } from "../table/reasons";

/** Why works are refused: one question for all of them. */
export function Reason({ rows, refuse, onClose }: { rows: readonly WorkRow[]; refuse: (because: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [because, setBecause] = useState("");
  const done = (): void => {
    onClose();
    refuse(because.trim());
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("table.refuse.title", { count: rows.length, name: rows.map(nameOf).join(", ") })}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="decision" onPress={done}>
            {t("table.act.refuse")}
          </Button>
        </>
      }
    >
      <Reasons value={because} onChange={setBecause} onEnter={done} />
    </Dialog>
  );
}
