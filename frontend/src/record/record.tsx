import { useTranslation } from "react-i18next";
import { useTitle } from "../app/title";

export function RecordPage() {
  const { t } = useTranslation();
  useTitle(t("shell.tabs.record"));
  return <h1>{t("shell.tabs.record")}</h1>;
}
