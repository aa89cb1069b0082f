import { useTranslation } from "react-i18next";
import { useTitle } from "../app/title";

export function ComparePage() {
  const { t } = useTranslation();
  useTitle(t("shell.tabs.table"));
  return <h1>{t("shell.tabs.table")}</h1>;
}
