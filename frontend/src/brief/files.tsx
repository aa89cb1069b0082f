import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { thumbOf } from "../api/addresses";
import { useUpload, useWorks } from "../api/queries";
import type { Reference, WorkRow } from "../api/types";
import { Button, Field, IconButton } from "../app/pieces";
import css from "./lists.module.css";
import type { Editing } from "./parts";
import { PictureDrop, PictureRow } from "./pictures";
import { partnersOf, rowsOf, withTable, wrongWith, type PartnerLogo } from "./values";

const RIGHTS = "all-rights-reserved";

/** Pictures that were brought to the project, by the name under which the brief has them. */
function usePictures(slug: string): Map<string, WorkRow> {
  const rows = useWorks(slug, { kind: "picture" }).data ?? [];
  return new Map(rows.map((row) => [row.title, row]));
}

/** Bring files into the project, one after the other, and tell each name under which the brief has it. */
function useBring({ slug, brief }: Editing, then: (name: string, author: string) => void): { bring: (files: File[]) => void; busy: boolean } {
  const upload = useUpload(slug);
  const author = brief.client ?? brief.title ?? slug;
  const bring = (files: File[]): void => {
    const [file, ...rest] = files;
    if (file === undefined) return;
    upload.mutate(
      { file, meta: { name: file.name, author, licence: RIGHTS } },
      {
        onSuccess: (row) => {
          then(row.title, author);
          bring(rest);
        },
      },
    );
  };
  return { bring, busy: upload.isPending };
}

export function Logo(editing: Editing) {
  const { t } = useTranslation();
  const { slug, brief, change, errors } = editing;
  const logo = brief.brand?.logo ?? "";
  const known = usePictures(slug).get(logo);
  const { bring, busy } = useBring(editing, (name) => change((now) => withTable(now, "brand", { logo: name })));
  const wrong = wrongWith(errors, "brand.logo");
  return (
    <fieldset className={css["group"]}>
      <legend>{t("brief.fields.brand_logo")}</legend>
      {logo === "" ? (
        <PictureDrop several={false} onFiles={bring}>
          {busy ? t("brief.bringing") : t("brief.dropLogo")}
        </PictureDrop>
      ) : (
        <div className={css["file"]}>
          {known !== undefined && <img src={thumbOf(known.id)} alt="" />}
          <span>{logo}</span>
          <IconButton icon={X} small label={t("brief.takeOut", { word: logo })} onPress={() => change((now) => withTable(now, "brand", { logo: "" }))} />
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
  const { bring, busy } = useBring(editing, (name) =>
    change((now) => withTable(now, "brand", { partners: [...partnersOf(now).filter(({ path }) => path !== name), { path: name }] })),
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
      {rows.length < 24 && <PictureDrop onFiles={bring}>{busy ? t("brief.bringing") : t("brief.dropPartners")}</PictureDrop>}
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
  const { bring, busy } = useBring(editing, (name, author) =>
    change((now) => ({ ...now, references: [...rowsOf(now).filter(({ path }) => path !== name), { path: name, author, licence: RIGHTS }] })),
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
      {rows.length < 24 && <PictureDrop onFiles={bring}>{busy ? t("brief.bringing") : t("brief.dropPictures")}</PictureDrop>}
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
