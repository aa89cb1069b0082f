import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useForeseen } from "../api/queries";
import css from "./correct.module.css";

/** The chosen formats that this version would not hold in, told before it is chosen. */
export function ForeseenFormats({ work }: { work: string }) {
  const { t } = useTranslation();
  const lost = useForeseen(work).data ?? [];
  return (
    <div role="status">
      {lost.length > 0 && (
        <div className={css["foreseen"]}>
          <p>
            <TriangleAlert aria-hidden size={17} /> {t("table.correct.foreseen", { count: lost.length })}
          </p>
          <ul>
            {lost.map((one) => (
              <li key={one.format} title={one.remedy}>
                <b>{one.label}</b> {one.reason}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
