import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { thumbOf } from "../api/addresses";
import { useUpload, useWorks } from "../api/queries";
import type { Reference, WorkRow } from "../api/types";
import { Button, Field, IconButton } from "../app/pieces";
import { isWork } from "./kits";
import css from "./lists.module.css";
import type { Editing } from "./parts";
import { PictureDrop, PictureRow } from "./pictures";
import { RIGHTS, TermsDialog, type Terms } from "./terms";
import { partnersOf, rowsOf, withTable, wrongWith, type PartnerLogo } from "./values";

/** Pictures that were brought to the project, by the name under which the brief has them. */
export function usePictures(slug: string): Map<string, WorkRow> {
  const rows = useWorks(slug, { kind: "picture" }).data ?? [];
  return new Map(rows.map((row) => [row.title, row]));
}

/** Bring files into the project, one after the other, and tell each name under which the brief has it, and its work. */
export function useBring(slug: string, then: (name: string, terms: Terms, row: WorkRow) => void): { bring: (files: readonly File[], terms: Terms) => void; busy: boolean } {
  const upload = useUpload(slug);
  const bring = (files: readonly File[], terms: Terms): void => {
    const [file, ...rest] = files;
    if (file === undefined) return;
    upload.mutate(
      { file, meta: { name: file.name, ...terms } },
      {
        onSuccess: (row) => {
          then(row.title, terms, row);
          bring(rest, terms);
        },
      },
    );
  };
  return { bring, busy: upload.isPending };
}

const ownerOf = ({ slug, brief }: Editing): string => brief.client ?? brief.title ?? slug;

export function Logo(editing: Editing) {
  const { t } = useTranslation();
  const { slug, brief, change, errors } = editing;
  const logo = brief.brand?.logo ?? "";
  const known = usePictures(slug).get(logo);
  const shown = known?.id ?? (isWork(logo) ? logo : undefined);
  const called = known?.title ?? (isWork(logo) ? t("brief.kits.logoOf") : logo);
  // A logo is its owner's own; of other files it is asked.
  const { bring, busy } = useBring(slug, (name) => change((now) => withTable(now, "brand", { logo: name })));
  const wrong = wrongWith(errors, "brand.logo");
  return (
    <fieldset className={css["group"]}>
      <legend>{t("brief.fields.brand_logo")}</legend>
      {logo === "" ? (
        <PictureDrop several={false} onFiles={(files) => bring(files, { author: ownerOf(editing), licence: RIGHTS })}>
          {busy ? t("brief.bringing") : t("brief.dropLogo")}
        </PictureDrop>
      ) : (
        <div className={css["file"]}>
          {shown !== undefined && <img src={thumbOf(shown)} alt="" />}
          <span>{called}</span>
          <IconButton icon={X} small label={t("brief.takeOut", { word: called })} onPress={() => change((now) => withTable(now, "brand", { logo: "" }))} />
        </div>
      )}
      {wrong !== undefined && <p className={css["wrong"]}>{wrong}</p>}
    </fieldset>
  );
}

/** Logos of partners; with its name, a partner is credited for its mark. */
export function PartnerLogos(editing: Editing) {
  const { t } = useTranslation();
  const { slug, brief, change, errors } = editing;
  const pictures = usePictures(slug);
  const rows = partnersOf(brief);
  const put = (partners: PartnerLogo[]): void => change((now) => withTable(now, "brand", { partners }));
  const [asked, ask] = useState<readonly File[]>([]);
  const { bring, busy } = useBring(slug, (name, { author }) =>
    change((now) => withTable(now, "brand", { partners: [...partnersOf(now).filter(({ path }) => path !== name), { path: name, name: author }] })),
  );
  const wrong = wrongWith(errors, "brand.partners");
  return (
    <fieldset className={css["group"]}>
      <legend>{t("brief.fields.brand_partners")}</legend>
      {rows.map((row) => (
        <div key={row.path} className={css["file"]}>
          {pictures.has(row.path) && <img src={thumbOf(pictures.get(row.path)?.id ?? "")} alt="" />}
          <Field label={t("brief.partnerName", { file: row.path })} value={row.name ?? ""}
            onChange={(name) => put(rows.map((other) => (other.path === row.path ? { ...other, name } : other)))} />
          <IconButton icon={X} small label={t("brief.takeOut", { word: row.path })} onPress={() => put(rows.filter((other) => other !== row))} />
        </div>
      ))}
      {rows.length < 24 && <PictureDrop onFiles={ask}>{busy ? t("brief.bringing") : t("brief.dropPartners")}</PictureDrop>}
      <TermsDialog files={asked} author="" onClose={() => ask([])} onBring={(terms) => { ask([]); bring(asked, terms); }} />
      {wrong !== undefined && <p className={css["wrong"]}>{wrong}</p>}
    </fieldset>
  );
}

/** Pictures that the designs are made with; those brought to the table are a press away. */
export function References(editing: Editing) {
  const { t } = useTranslation();
  const { slug, brief, change, errors } = editing;
  const pictures = usePictures(slug);
  const rows = rowsOf(brief);
  const put = (references: Reference[]): void => change((now) => ({ ...now, references }));
  const [asked, ask] = useState<readonly File[]>([]);
  const { bring, busy } = useBring(slug, (name, terms) =>
    change((now) => ({ ...now, references: [...rowsOf(now).filter(({ path }) => path !== name), { path: name, ...terms }] })),
  );
  const named = new Set([...rows.map(({ path }) => path), brief.brand?.logo, ...partnersOf(brief).map(({ path }) => path)]);
  const others = [...pictures.values()].filter((row) => !named.has(row.title));
  const wrong = wrongWith(errors, "references");
  return (
    <div className={css["rows"]}>
      <ul className={css["pictures"]}>
        {rows.map((row) => {
          const name = row.path ?? row.library ?? "";
          const work = pictures.get(name);
          return (
            <PictureRow key={name} name={name} address={work === undefined ? null : thumbOf(work.id)} author={row.author ?? ""} licence={row.licence ?? RIGHTS}
              recolour={row.recolour ?? false} packaged={row.library !== undefined}
              onChange={(fields) => put(rows.map((other) => (other === row ? { ...other, ...fields } : other)))} onDrop={() => put(rows.filter((other) => other !== row))} />
          );
        })}
      </ul>
      {rows.length < 24 && <PictureDrop onFiles={ask}>{busy ? t("brief.bringing") : t("brief.dropPictures")}</PictureDrop>}
      <TermsDialog files={asked} author={ownerOf(editing)} onClose={() => ask([])} onBring={(terms) => { ask([]); bring(asked, terms); }} />
      {others.length > 0 && rows.length < 24 && (
        <fieldset className={css["group"]}>
          <legend>{t("brief.onTable")}</legend>
          {others.map((row) => (
            <Button key={row.id} small icon={Plus} onPress={() => put([...rows, { path: row.title, author: row.by.name, licence: RIGHTS }])}>
              {row.title}
            </Button>
          ))}
        </fieldset>
      )}
      {wrong !== undefined && <p className={css["wrong"]}>{wrong}</p>}
    </div>
  );
}
