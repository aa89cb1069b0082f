import { Type, X } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useChoices, useWork, useWorks } from "../api/queries";
import type { WorkRow } from "../api/types";
import { Button, IconButton } from "../app/pieces";
import { useFace } from "../app/faces";
import { useBring } from "./files";
import { isWork } from "./kits";
import { WordList } from "./lists";
import css from "./lists.module.css";
import type { Editing } from "./parts";
import { TermsDialog } from "./terms";
import { withTable, wrongWith } from "./values";

/** What a browser offers to pick from; what a file is, its bytes say. */
const FONTS = [".ttf", ".otf", ".woff", ".woff2"];
const MOST = 8;

/** Fonts that were brought to a project. */
export const useFonts = (slug: string): readonly WorkRow[] => useWorks(slug, { kind: "font" }).data ?? [];

/** The client's type: families of the library by name, fonts that were brought in, or files that lie beside the brief. */
export function Fonts(editing: Editing) {
  const { t } = useTranslation();
  const { slug, brief, change, errors } = editing;
  const pairings = useChoices().data?.pairings ?? [];
  const fonts = brief.brand?.fonts ?? [];
  const brought = fonts.filter(isWork);
  const named = fonts.filter((font) => !isWork(font));
  const known = [...new Set(pairings.map((pairing) => pairing.headline))];
  const others = useFonts(slug).filter(({ id }) => !fonts.includes(id));
  const put = (next: (now: readonly string[]) => string[]): void => change((now) => withTable(now, "brand", { fonts: next(now.brand?.fonts ?? []) }));
  const add = (id: string): void => put((now) => (now.includes(id) ? [...now] : [...now, id]));
  const [asked, ask] = useState<readonly File[]>([]);
  const { bring, busy } = useBring(slug, (_, __, row) => add(row.id));
  return (
    <div className={css["words"]}>
      <WordList label={t("brief.fields.brand_fonts")} help={t("brief.help.brand_fonts")} words={named} most={MOST - brought.length} suggestions={fonts.length === 0 ? known.slice(0, 12) : []}
        onChange={(next) => put((now) => [...now.filter(isWork), ...next])} error={wrongWith(errors, "brand.fonts")} />
      {brought.map((id) => (
        <FontRow key={id} work={id} onDrop={() => put((now) => now.filter((font) => font !== id))} />
      ))}
      {fonts.length < MOST && (
        <div className={css["suggestions"]}>
          <FileTrigger acceptedFileTypes={FONTS} allowsMultiple onSelect={(list) => list !== null && ask([...list].slice(0, MOST - fonts.length))}>
            <Button small icon={Type} isDisabled={busy}>
              {busy ? t("brief.bringing") : t("brief.bringFont")}
            </Button>
          </FileTrigger>
          {others.map((row) => (
            <Button key={row.id} small onPress={() => add(row.id)}>
              {row.title}
            </Button>
          ))}
        </div>
      )}
      <TermsDialog files={asked} author="" onClose={() => ask([])} onBring={(terms) => { ask([]); bring(asked, terms); }} />
    </div>
  );
}

/** A font that was brought in, of whatever project, in its own letters. */
function FontRow({ work, onDrop }: { work: string; onDrop: () => void }) {
  const { t } = useTranslation();
  const name = useWork(work).data?.work.title ?? t("brief.oneFont");
  const family = useFace(work);
  return (
    <div className={css["file"]}>
      <span className={css["face"]} aria-hidden style={family === undefined ? undefined : { fontFamily: `"${family}"` }}>
        {t("brief.sample")}
      </span>
      <span>{name}</span>
      <IconButton icon={X} small label={t("brief.takeOut", { word: name })} onPress={onDrop} />
    </div>
  );
}
