import { useTranslation } from "react-i18next";
import { useTitle } from "../app/title";

export function EditionsPage() {
  const { t } = useTranslation();
  useTitle(t("shell.tabs.editions"));
  return <h1>{t("shell.tabs.editions")}</h1>;
}
