import { FileSignature } from "lucide-react";
import { useState } from "react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, Waiting } from "../app/pieces";
import { useHoldings, useParts, useSheets } from "./api";
import css from "./rights.module.css";
import { Proposing } from "./sheet-form";
import { SheetPaper } from "./sheets";
import { SplitPicture } from "./split-picture";

const valueOf = (share: string): number => {
  const [over = "0", under = "1"] = share.split("/");
  return Number(over) / Number(under);
};

/** Who holds a work: by which sheet, or by which acts; the sheets that were proposed; and a new one. */
export function HoldingsOf({ work }: { work: string }) {
  const { t } = useTranslation();
  const holdings = useHoldings(work);
  const sheets = useSheets(work).data ?? [];
  const [proposing, setProposing] = useState(false);
  const told = holdings.data;
  if (told === undefined) return <Waiting error={holdings.error} again={() => void holdings.refetch()} />;
  const standing = told.sheet?.sheet;
  const [open, earlier] = [sheets.filter((one) => one.state === "open" || one.sheet === standing), sheets.filter((one) => one.state !== "open" && one.sheet !== standing)];
  return (
    <div className={css["stack"]}>
      <p>{told.why}</p>
      {told.holders.length > 0 && (
        <SplitPicture
          named="rights.holdings.picture"
          currency={null}
          parts={told.holders.map((one) => ({ id: one.party, name: one.name, note: one.why, amount: valueOf(one.share) }))}
        />
      )}
      {told.components.length > 0 && (
        <div className={css["block"]}>
          <h3>{t("rights.holdings.components")}</h3>
          <ul className={css["facts"]}>
            {told.components.map((one) => (
              <li key={one.work}>
                <Link href={`/w/${one.work}`}>{one.title ?? one.work.slice(0, 12)}</Link>
                <span className={css["small"]}>{one.why}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {told.absent.length > 0 && <p className={css["small"]}>{t("rights.holdings.absent", { names: told.absent.map((one) => one.name).join(", ") })}</p>}
      <div className={css["row"]}>
        <Button icon={FileSignature} onPress={() => setProposing(true)}>
          {t("rights.sheet.propose")}
        </Button>
      </div>
      {open.map((one) => (
        <SheetPaper key={one.sheet} sheet={one} />
      ))}
      {earlier.length > 0 && (
        <details className={css["fold"]}>
          <summary>{t("rights.sheet.earlier")}</summary>
          {earlier.map((one) => (
            <SheetPaper key={one.sheet} sheet={one} replaced={one.state === "signed"} />
          ))}
        </details>
      )}
      {told.basis !== "sheet" && <DefaultParts />}
      {proposing && <Proposing work={work} title={told.title ?? ""} holdings={told} onClose={() => setProposing(false)} />}
    </div>
  );
}

/** How shares follow from acts where nobody agreed on a sheet. */
export function DefaultParts() {
  const { t } = useTranslation();
  const parts = useParts().data;
  if (parts === undefined) return null;
  return (
    <details className={css["fold"]}>
      <summary>{t("rights.holdings.default")}</summary>
      <p>{t("rights.holdings.defaultNote")}</p>
      <ul className={css["facts"]}>
        {parts.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
