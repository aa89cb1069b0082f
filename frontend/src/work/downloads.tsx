import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { WorkWhole } from "../api/types";
import { FormatCard, formatsOf } from "../editions/format";
import css from "./work.module.css";

/** The editions of a design to download; the formats that could not be made, with what mends them. */
export function Downloads({ whole, slug }: { whole: WorkWhole; slug: string | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      {whole.failed.length > 0 && (
        <ul className={css["failed"]}>
          {whole.failed.map((one) => (
            <li key={one["format"]}>
              <strong>{one["label"] ?? one["format"]}</strong>
              <p>{one["reason"]}</p>
              <p className={css["quiet"]}>{one["remedy"]}</p>
            </li>
          ))}
        </ul>
      )}
      <ul className={css["formats"]}>
        {formatsOf(whole.editions).map((format) => (
          <FormatCard key={format.id} format={format} />
        ))}
      </ul>
      {slug !== undefined && (
        <p>
          <Link href={`/p/${slug}/editions`}>{t("work.editions.all")}</Link>
        </p>
      )}
    </>
  );
}
