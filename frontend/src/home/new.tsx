import { useTranslation } from "react-i18next";
import { useTitle } from "../app/title";

export function NewProject() {
  const { t } = useTranslation();
  useTitle(t("shell.new"));
  return <h1>{t("shell.new")}</h1>;
}
