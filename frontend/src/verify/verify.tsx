import { useTranslation } from "react-i18next";
import { useTitle } from "../app/title";

export function VerifyPage() {
  const { t } = useTranslation();
  useTitle(t("shell.verify"));
  return <h1>{t("shell.verify")}</h1>;
}
