import { Image as ImageIcon, Shapes } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Edit } from "../api/types";
import { Button } from "../app/pieces";
import css from "./correct.module.css";
import { Picking, type Replaced } from "./picking";

/** Another drawing or picture in the place of what stands there: the library's, or one of the project's. */
export function Replacing({ slug, send, disabled, children }: { slug: string; send: (edit: Edit) => void; disabled: boolean; children?: ReactNode }) {
  const { t } = useTranslation();
  const [what, setWhat] = useState<Replaced>();
  return (
    <section>
      <h3>{t("table.correct.replace")}</h3>
      <div className={css["row"]}>
        <Button small icon={Shapes} isDisabled={disabled} onPress={() => setWhat("mark")}>
          {t("table.correct.swap.mark")}
        </Button>
        <Button small icon={ImageIcon} isDisabled={disabled} onPress={() => setWhat("picture")}>
          {t("table.correct.swap.picture")}
        </Button>
        {children}
      </div>
      <Picking
        slug={slug}
        what={what}
        onClose={() => setWhat(undefined)}
        onPick={(id) => {
          setWhat(undefined);
          if (what !== undefined) send({ [what]: id });
        }}
      />
    </section>
  );
}
