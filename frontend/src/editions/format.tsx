import { Download } from "lucide-react";
import { Link as AriaLink } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Edition } from "../api/types";
import { number, weight } from "../app/dates";
import { Thumb } from "../app/pieces";
import css from "./editions.module.css";

/** A format with its files: the same layout as PNG and JPEG is one format. */
export interface FormatMade {
  id: string;
  first: Edition;
  files: Edition[];
}

export function formatsOf(editions: readonly Edition[]): FormatMade[] {
  const made = new Map<string, FormatMade>();
  for (const edition of editions) {
    const known = made.get(edition.format);
    if (known === undefined) made.set(edition.format, { id: edition.format, first: edition, files: [edition] });
    else known.files.push(edition);
  }
  return [...made.values()];
}

const ENDING: Record<string, string> = { "image/png": "PNG", "image/jpeg": "JPEG", "application/pdf": "PDF", "image/svg+xml": "SVG", "image/webp": "WebP" };
export const endingOf = (type: string): string => ENDING[type] ?? type;

/** One format: its picture, its measures, its files to download, what found no room in it. */
export function FormatCard({ format }: { format: FormatMade }) {
  const { t, i18n } = useTranslation();
  const { first, files } = format;
  const ratio = first.width / first.height;
  const wide = ratio > 4.5 ? "very" : ratio > 1.5 ? "much" : undefined;
  const named = first.left_out.map((name) => (i18n.exists(`editions.elements.${name}`) ? t(`editions.elements.${name}`) : name));
  return (
    <li className={css["format"]} data-wide={wide}>
      <AriaLink href={`/w/${first.work}`} className={css["picture"] ?? ""} aria-label={t("editions.open", { label: first.label })}>
        <Thumb work={first.work} size={1024} alt={first.alt} width={first.width} height={first.height} />
      </AriaLink>
      <div>
        <h3>{first.label}</h3>
        <p className={css["measure"]}>
          {number(first.width)} × {number(first.height)} {first.unit}
        </p>
      </div>
      <ul className={css["files"]}>
        {files.map((file) => (
          <li key={file.work}>
            <a href={file.address} download={`${format.id}.${endingOf(file.media_type).toLowerCase()}`} aria-label={t("editions.download", { label: first.label, ending: endingOf(file.media_type), size: weight(file.size) })}>
              <Download aria-hidden size={15} />
              {endingOf(file.media_type)} <span>{weight(file.size)}</span>
            </a>
          </li>
        ))}
      </ul>
      {named.length > 0 && <p className={css["left"]}>{t("editions.leftOut", { things: named.join(", ") })}</p>}
    </li>
  );
}
