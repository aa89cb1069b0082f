import { useTranslation } from "react-i18next";
import { useTitle } from "../app/title";

export function IdeasPage() {
  const { t } = useTranslation();
  useTitle(t("shell.tabs.ideas"));
  return <h1>{t("shell.tabs.ideas")}</h1>;
}
