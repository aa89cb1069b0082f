import { useTranslation } from "react-i18next";
import { useTitle } from "../app/title";

export function BriefPage() {
  const { t } = useTranslation();
  useTitle(t("shell.tabs.brief"));
  return <h1>{t("shell.tabs.brief")}</h1>;
}
