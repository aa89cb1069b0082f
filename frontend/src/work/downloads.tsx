import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { WorkWhole } from "../api/types";
import { FormatCard, formatsOf } from "../editions/format";
import { HeldBack } from "../editions/held";
import css from "./work.module.css";

/** The editions of a design to download; the formats that could not be made, with what mends them. */
export function Downloads({ whole, slug }: { whole: WorkWhole; slug: string | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      {whole.failed.length > 0 && (
        <HeldBack formats={whole.failed} slug={slug} />
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
