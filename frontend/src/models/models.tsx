import { useTranslation } from "react-i18next";
import { useTitle } from "../app/title";

export function ModelsPage() {
  const { t } = useTranslation();
  useTitle(t("shell.models"));
  return <h1>{t("shell.models")}</h1>;
}
