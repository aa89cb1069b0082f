import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Brief } from "../api/types";
import { Button, Field, IconButton } from "../app/pieces";
import css from "./lists.module.css";
import type { Editing } from "./parts";
import { wrongWith } from "./values";

type Row = NonNullable<Brief["programme"]>[number];
const MOST = 200;

/** A line-up, a menu, a timetable: rows of a time, a name and a place. */
export function Programme({ brief, change, errors }: Editing) {
  const { t } = useTranslation();
  const rows = brief.programme ?? [];
  const put = (next: Row[]): void => change((now) => ({ ...now, programme: next }));
  const swap = (index: number, other: number): void => {
    const next = [...rows];
    const [one, two] = [next[index], next[other]];
    if (one === undefined || two === undefined) return;
    [next[index], next[other]] = [two, one];
    put(next);
  };
  return (
    <div className={css["rows"]}>
      {rows.map((row, index) => (
        // Rows have no name but their place.
        <fieldset key={index} className={css["row"]} aria-label={t("brief.programme.row", { number: index + 1 })}>
          {(["time", "name", "place"] as const).map((field) => (
            <Field key={field} label={t(`brief.programme.${field}`)} value={row[field] ?? ""} error={wrongWith(errors, `programme[${index + 1}].${field}`)}
              onChange={(text) => put(rows.map((other, at) => (at === index ? { ...other, [field]: text } : other)))} />
          ))}
          <div className={css["rowTools"]}>
            <IconButton icon={ArrowUp} small label={t("brief.programme.up")} isDisabled={index === 0} onPress={() => swap(index, index - 1)} />
            <IconButton icon={ArrowDown} small label={t("brief.programme.down")} isDisabled={index === rows.length - 1} onPress={() => swap(index, index + 1)} />
            <IconButton icon={X} small label={t("brief.programme.out")} onPress={() => put(rows.filter((_, at) => at !== index))} />
          </div>
        </fieldset>
      ))}
      {rows.length < MOST && (
        <div>
          <Button small icon={Plus} onPress={() => put([...rows, {}])}>
            {t("brief.programme.add")}
          </Button>
        </div>
      )}
    </div>
  );
}
