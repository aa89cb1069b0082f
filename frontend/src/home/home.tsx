import { useTranslation } from "react-i18next";

/** The projects of this home. */
export function Home() {
  const { t } = useTranslation();
  return <h1>{t("home.title")}</h1>;
}
