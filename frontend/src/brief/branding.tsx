import { Plus, Trash2, X } from "lucide-react";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { thumbOf } from "../api/addresses";
import { Refused } from "../api/client";
import { useBrands, useChoices, useDropBrand, useSaveBrand, useWork } from "../api/queries";
import type { BrandKit } from "../api/types";
import { Button, Combo, Dialog, Field, IconButton, tellNote } from "../app/pieces";
import { usePictures } from "./files";
import { useFonts } from "./fonts";
import { applyKit, filesElsewhere, FONT_FILE, isWork, kitOf, logoWork } from "./kits";
import { ColourList, WordList } from "./lists";
import css from "./lists.module.css";
import type { Editing } from "./parts";

/** Brand kits are shared by projects: take one, or make one of what stands here. */
export function Kits({ slug, brief, change }: Editing) {
  const { t } = useTranslation();
  const pictures = usePictures(slug);
  const kits = useBrands().data ?? [];
  const [edited, edit] = useState<BrandKit | null>(null);
  return (
    <fieldset className={css["group"]}>
      <legend>{t("brief.kits.title")}</legend>
      {kits.map((kit) => (
        <div key={kit.id} className={css["kit"]}>
          <span className={css["kitColours"]} aria-hidden>
            {kit.colours.slice(0, 5).map((colour) => (
              <span key={colour} style={{ background: colour }} />
            ))}
          </span>
          <strong>{kit.name}</strong>
          <Button
            small
            onPress={() => {
              change((now) => applyKit(now, kit));
              const left = filesElsewhere(brief, kit);
              tellNote(left.length === 0 ? t("brief.kits.taken", { name: kit.name }) : t("brief.kits.fontsLeft", { name: kit.name, files: left.join(", ") }));
            }}
          >
            {t("brief.kits.use")}
          </Button>
          <Button small weight="quiet" onPress={() => edit(kit)}>
            {t("brief.kits.edit")}
          </Button>
        </div>
      ))}
      <Button small icon={Plus} onPress={() => edit({ ...kitOf(brief, "", pictures), id: "" })}>
        {t("brief.kits.make")}
      </Button>
      <p className={css["help"]}>{t("brief.kits.help")}</p>
      <Dialog title={t("brief.kits.one")} isOpen={edited !== null} onClose={() => edit(null)} wide>
        {edited !== null && <KitForm slug={slug} kit={edited} taken={kits} logo={logoWork(brief, pictures)} onDone={() => edit(null)} />}
      </Dialog>
    </fieldset>
  );
}

/** `logo` is the one of the brief that stands here. */
function KitForm({ slug, kit: before, taken, logo, onDone }: { slug: string; kit: BrandKit; taken: readonly BrandKit[]; logo: string | null; onDone: () => void }) {
  const { t } = useTranslation();
  const [kit, set] = useState(before);
  const save = useSaveBrand();
  const drop = useDropBrand();
  const isNew = before.id === "";
  const id = isNew ? kitOf({}, kit.name).id : before.id;
  const pairings = useChoices().data?.pairings ?? [];
  const faces = [...new Set(pairings.flatMap((pairing) => [pairing.headline, pairing.text]))].toSorted().map((face) => ({ id: face, name: face }));
  const own = useOwnFaces(slug, before);
  // A family of the library, a font that was brought in, or a file of one's own that lies beside the brief.
  const isKnown = (face: string): boolean => face.trim() === "" || isWork(face) || FONT_FILE.test(face) || faces.length === 0 || faces.some(({ id: one }) => one.toLowerCase() === face.trim().toLowerCase());
  const unknown = [...new Set([kit.heading, kit.body])].filter((face) => !isKnown(face));
  const clash = isNew && taken.some((other) => other.id === id);
  return (
    <Form
      className={css["kitForm"] ?? ""}
      onSubmit={(event) => {
        event.preventDefault();
        if (kit.name.trim() !== "" && !clash) save.mutate({ ...kit, id, name: kit.name.trim() }, { onSuccess: onDone });
      }}
    >
      <Field label={t("brief.kits.name")} value={kit.name} onChange={(name) => set({ ...kit, name })} error={clash ? t("brief.kits.clash") : undefined} autoFocus />
      <ColourList label={t("brief.fields.brand_colours")} colours={kit.colours} onChange={(colours) => set({ ...kit, colours })} most={12} />
      <fieldset className={css["group"]}>
        <legend>{t("brief.kits.logo")}</legend>
        {kit.logo === null || kit.logo === "" ? (
          <p className={css["help"]}>{t("brief.kits.logoNone")}</p>
        ) : (
          <div className={css["file"]}>
            <img src={thumbOf(kit.logo)} alt="" />
            <IconButton icon={X} small label={t("brief.takeOut", { word: t("brief.kits.logo") })} onPress={() => set({ ...kit, logo: null })} />
          </div>
        )}
        {logo !== null && logo !== kit.logo && (
          <Button small onPress={() => set({ ...kit, logo })}>
            {t("brief.kits.logoTake")}
          </Button>
        )}
      </fieldset>
      <div className={`${css["row"]} ${css["two"]}`}>
        <Combo label={t("brief.kits.heading")} options={[...own, ...faces]} value={kit.heading} onChange={(heading) => set((now) => ({ ...now, heading }))} />
        <Combo label={t("brief.kits.body")} options={[...own, ...faces]} value={kit.body} onChange={(body) => set((now) => ({ ...now, body }))} />
      </div>
      {unknown.length > 0 && (
        <p role="alert" className={css["wrong"]}>
          {t("brief.kits.noFace", { count: unknown.length, names: unknown.join(", ") })}
        </p>
      )}
      <WordList label={t("brief.fields.words_use")} words={kit.words} onChange={(words) => set({ ...kit, words })} most={60} />
      <WordList label={t("brief.fields.words_avoid")} words={kit.avoid} onChange={(avoid) => set({ ...kit, avoid })} most={60} />
      <WordList label={t("brief.kits.forbidden")} help={t("brief.kits.forbiddenHelp")} words={kit.forbidden} onChange={(forbidden) => set({ ...kit, forbidden })} most={60} />
      {save.error !== null && (
        <p role="alert" className={css["wrong"]}>
          {save.error instanceof Refused ? `${save.error.problem.detail} ${save.error.problem.remedy}` : t("shell.unreachable.remedy")}
        </p>
      )}
      <div className={css["suggestions"]}>
        <Button type="submit" weight="strong" isDisabled={kit.name.trim() === "" || clash || unknown.length > 0 || save.isPending}>
          {t("brief.kits.keep")}
        </Button>
        {!isNew && (
          <Button icon={Trash2} onPress={() => drop.mutate(before.id, { onSuccess: onDone })} isDisabled={drop.isPending}>
            {t("brief.kits.drop")}
          </Button>
        )}
      </div>
    </Form>
  );
}

/** Fonts that were brought to this project, and those of a kit, which may be of another. */
function useOwnFaces(slug: string, kit: BrandKit): { id: string; name: string }[] {
  const heading = useWork(isWork(kit.heading) ? kit.heading : undefined).data?.work;
  const body = useWork(isWork(kit.body) ? kit.body : undefined).data?.work;
  const rows = [...useFonts(slug), ...[heading, body].filter((row) => row !== undefined)];
  return [...new Map(rows.map((row) => [row.id, { id: row.id, name: row.title }])).values()];
}
