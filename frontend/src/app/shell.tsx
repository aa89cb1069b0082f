import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";

/** What stands round every page. */
export function Shell() {
  const { t } = useTranslation();
  return (
    <>
      <a className="unseen" href="#main">
        {t("shell.skip")}
      </a>
      <main id="main">
        <Outlet />
      </main>
    </>
  );
}
