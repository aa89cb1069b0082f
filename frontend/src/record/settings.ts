import type { TFunction } from "i18next";
import type { Act } from "../api/types";
import type { Language } from "../app/words";
import { flat } from "../work/flat";

export interface Setting {
  readonly key: string;
  readonly name: string;
  readonly value: string;
}

/** With what an act was done, by the names that things bear in a language; what has no name stands as the record has it. */
export function settingsOf(act: Pick<Act, "settings" | "named">, language: Language, t: TFunction): Setting[] {
  return flat(act.settings).map(([key, value]) => {
    const [first = "", ...rest] = key.split(".");
    const name = [t(`record.settings.${first}`, { defaultValue: first }), ...rest].join(" · ");
    return { key, name, value: (rest.length === 0 ? act.named[first]?.[language] : undefined) ?? value };
  });
}
