import { useTranslation } from "react-i18next";
import { Button, ButtonLink, Empty } from "./pieces";
import { useTitle } from "./title";

/** An address that leads nowhere. */
export function NoPage() {
  const { t } = useTranslation();
  useTitle(t("shell.nowhere.title"));
  return (
    <Empty title={t("shell.nowhere.title")} action={<ButtonLink href="/">{t("shell.home")}</ButtonLink>}>
      {t("shell.nowhere.remedy")}
    </Empty>
  );
}

/** A page that could not be shown: the record is untouched, so reading it again is safe. */
export function RouteTrouble() {
  const { t } = useTranslation();
  return (
    <Empty
      title={t("shell.broken.title")}
      action={
        <>
          <Button weight="strong" onPress={() => location.reload()}>
            {t("shell.again")}
          </Button>
          <ButtonLink href="/">{t("shell.home")}</ButtonLink>
        </>
      }
    >
      {t("shell.broken.remedy")}
    </Empty>
  );
}
