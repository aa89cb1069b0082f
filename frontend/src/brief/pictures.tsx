import { ImagePlus, X } from "lucide-react";
import { DropZone, FileTrigger, isFileDropItem, Text } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useChoices } from "../api/queries";
import { Button, Field, IconButton, Select, Tick } from "../app/pieces";
import css from "./lists.module.css";

export const PICTURES = ["image/png", "image/jpeg", "image/webp", "image/svg+xml"];

/** Where pictures are dropped or picked. */
export function PictureDrop({ onFiles, several = true, children }: { onFiles: (files: File[]) => void; several?: boolean; children: string }) {
  const { t } = useTranslation();
  return (
    <DropZone
      className={css["drop"] ?? ""}
      aria-label={children}
      getDropOperation={() => "copy"}
      onDrop={(event) => {
        const files = event.items.filter(isFileDropItem);
        void Promise.all(files.map((item) => item.getFile())).then((got) => got.length > 0 && onFiles(several ? got : got.slice(0, 1)));
      }}
    >
      <Text slot="label">{children}</Text>
      <FileTrigger acceptedFileTypes={PICTURES} allowsMultiple={several} onSelect={(list) => list !== null && onFiles([...list])}>
        <Button small icon={ImagePlus}>
          {t("brief.pickFiles", { count: several ? 2 : 1 })}
        </Button>
      </FileTrigger>
    </DropZone>
  );
}

/** A picture of one's own: what it is, whose, under which terms, and whether it may be toned. */
export function PictureRow({ name, address, author, licence, recolour, packaged = false, onChange, onDrop }: {
  name: string;
  address: string | null;
  author: string;
  licence: string;
  recolour: boolean;
  /** From the library: it brings its own author and licence. */
  packaged?: boolean;
  onChange: (fields: { author?: string; licence?: string; recolour?: boolean }) => void;
  onDrop: () => void;
}) {
  const { t } = useTranslation();
  const licences = (useChoices().data?.licences ?? []).map((one) => ({ id: one.id, name: one.label }));
  return (
    <li className={css["picture"]}>
      {address === null ? <span className={css["nothing"]} /> : <img src={address} alt="" />}
      <div className={css["fields"]}>
        <span>{name}</span>
        {!packaged && <Field label={t("brief.author")} value={author} onChange={(value) => onChange({ author: value })} />}
        {!packaged && <Select label={t("brief.licence")} options={withOther(licences, licence)} value={licence} onChange={(value) => onChange({ licence: value })} />}
        <Tick isSelected={recolour} onChange={(value) => onChange({ recolour: value })}>
          {t("brief.recolour")}
        </Tick>
      </div>
      <IconButton icon={X} label={t("brief.takeOut", { word: name })} onPress={onDrop} />
    </li>
  );
}

/** A licence that was written by hand stands in the list too. */
function withOther(options: { id: string; name: string }[], value: string): { id: string; name: string }[] {
  return value === "" || options.some((one) => one.id === value) ? options : [...options, { id: value, name: value }];
}
