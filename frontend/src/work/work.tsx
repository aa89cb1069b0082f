import { useTranslation } from "react-i18next";
import { useTitle } from "../app/title";

export function WorkPage() {
  const { t } = useTranslation();
  useTitle(t("shell.groups.work"));
  return <h1>{t("shell.groups.work")}</h1>;
}
