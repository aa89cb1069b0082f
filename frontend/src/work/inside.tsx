import { Copy } from "lucide-react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Act, WorkWhole } from "../api/types";
import { useLineage } from "../api/queries";
import { announce } from "../app/announce";
import { Button, makersIn, makersOf, MakersMark, tellNote } from "../app/pieces";
import { language } from "../app/words";
import { settingsOf } from "../record/settings";
import { nameOfRole, titleOf } from "./names";
import { said } from "./flat";
import css from "./work.module.css";

/** What the work was made with, and the words that are set on it. */
export function Inside({ whole }: { whole: WorkWhole }) {
  const { t, i18n } = useTranslation();
  const set = said(whole.copy);
  // Of what lies in the lineage it is known whose hand made it, beyond what it came of.
  const nodes = new Map(useLineage(whole.work.id).data?.nodes.map((node) => [node.id, node]));
  const makers = (piece: Readonly<Record<string, string>>): ReturnType<typeof makersIn> => {
    const made = madeBy(piece["made_by"]);
    const by = nodes.get(piece["work"] ?? "")?.by ?? null;
    return by === null ? makersIn(made === "machine" ? "unknown" : made) : makersOf({ kind: "piece", made_by: made, by });
  };
  return (
    <>
      {whole.pieces.length === 0 ? (
        <p>{t("work.inside.none")}</p>
      ) : (
        <ul className={css["pieces"]}>
          {whole.pieces.map((piece) => (
            <li key={`${piece["work"]} ${piece["role"]}`}>
              <span className={css["quiet"]}>{nameOfRole(t, piece["role"] ?? "")}</span>
              <Link href={`/w/${piece["work"]}`}>{piece[language()] ?? titleOf(t, { title: piece["title"] ?? "", role: TITLED[piece["role"] ?? ""] ?? piece["role"] ?? "" }, whole.work.title)}</Link>
              <MakersMark makers={makers(piece)} />
              <span className={css["fact"]}>{piece["terms"]}</span>
            </li>
          ))}
        </ul>
      )}
      {set.length > 0 && (
        <dl className={css["words"]} aria-label={t("work.inside.words")}>
          {set.map(([name, words]) => {
            const key = `work.elements.${name}`;
            return (
              <div key={name}>
                <dt>{i18n.exists(key) ? t(key) : name}</dt>
                <dd>{words}</dd>
              </div>
            );
          })}
        </dl>
      )}
    </>
  );
}

/** Roles in which a work is used that are called otherwise where it is made. */
const TITLED: Readonly<Record<string, string>> = { edited: "draft", like: "draft", unlike: "draft" };

const MADE = ["human", "machine", "mixed", "rule"] as const;
const madeBy = (told: string | undefined) => MADE.find((one) => one === told) ?? "unknown";

/** What must be given again, to the last digit, for the very same result. */
export function Settings({ whole, act }: { whole: WorkWhole; act: Act | undefined }) {
  const { t } = useTranslation();
  const rows = settingsOf({ settings: whole.settings, named: act?.named ?? {} }, language(), t);
  const command = act === undefined ? "" : `oeuvre rerun ${act.seq}`;
  const copy = (words: string): void =>
    void navigator.clipboard.writeText(words).then(() => {
      tellNote(t("work.settings.copied"));
      announce(t("work.settings.copied"));
    });
  return (
    <>
      {rows.length === 0 ? (
        <p>{t("work.settings.none")}</p>
      ) : (
        <dl className={css["settings"]}>
          {rows.map(({ key, name, value }) => (
            <div key={key}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={css["row"]}>
        {rows.length > 0 && (
          <Button small icon={Copy} onPress={() => copy(JSON.stringify(whole.settings, null, 2))}>
            {t("work.settings.copy")}
          </Button>
        )}
        {act !== undefined && ["compose", "generate", "adapt", "edit", "propose"].includes(act.kind) && act.by.some((one) => one["kind"] === "rule" || one["kind"] === "model") && (
          <>
            <code className={css["fact"]}>{command}</code>
            <Button small weight="quiet" icon={Copy} onPress={() => copy(command)}>
              {t("work.settings.command")}
            </Button>
          </>
        )}
      </p>
    </>
  );
}
