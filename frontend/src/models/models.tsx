import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { usePartners, useProjects } from "../api/queries";
import type { Partner } from "../api/types";
import { Button, ButtonLink, Empty, Face, Page, Select, tellNote, Waiting } from "../app/pieces";
import { useTitle } from "../app/title";
import css from "./models.module.css";

/** Who may be asked: the engine of rules and every model, each with the terms that it declares. */
export function ModelsPage() {
  const { t } = useTranslation();
  const projects = useProjects();
  const [search, setSearch] = useSearchParams();
  const slug = search.get("project") ?? projects.data?.[0]?.slug;
  const partners = usePartners(slug);
  useTitle(t("shell.models"));
  if (projects.data === undefined) return <Waiting error={projects.error} again={() => void projects.refetch()} />;
  if (projects.data.length === 0) {
    return (
      <Empty title={t("models.empty.title")} action={<ButtonLink href="/new" weight="strong">{t("shell.new")}</ButtonLink>}>
        {t("models.empty.lead")}
      </Empty>
    );
  }
  if (partners.data === undefined) return <Waiting error={partners.error} again={() => void partners.refetch()} />;
  const models = partners.data.filter((partner) => partner.kind === "model");
  return (
    <Page title={t("models.title")} lead={t("models.lead")}>
      {models.some((partner) => partner.spent !== "") && (
        <div className={css["which"]}>
          <Select label={t("models.spentIn")} value={slug ?? null} onChange={(project) => setSearch({ project })} options={projects.data.map((row) => ({ id: row.slug, name: row.title }))} />
        </div>
      )}
      <ul className={css["partners"]}>
        {partners.data.map((partner) => (
          <li key={partner.id}>
            <PartnerCard partner={partner} />
          </li>
        ))}
      </ul>
      {models.length === 0 && (
        <section className={css["none"]}>
          <h2>{t("models.none.title")}</h2>
          <p>{t("models.none.lead")}</p>
          <code>{t("models.none.command")}</code>{" "}
          <Button
            small
            icon={Copy}
            onPress={() =>
              void navigator.clipboard.writeText(t("models.none.command")).then(
                () => tellNote(t("models.none.copied")),
                () => tellNote(t("models.none.notCopied")),
              )
            }
          >
            {t("models.none.copy")}
          </Button>
        </section>
      )}
    </Page>
  );
}

function PartnerCard({ partner }: { partner: Partner }) {
  const { t } = useTranslation();
  const terms = [
    ["can", partner.can.join(", ")],
    ["outputs", partner.outputs],
    ["where", partner.where],
    ["cost", partner.cost],
    ["licence", partner.licence],
    ["version", partner.version],
    ["spent", partner.spent],
  ] as const;
  return (
    <article className={css["partner"]} data-kind={partner.kind}>
      <h2>
        <Face name={partner.id} kind={partner.kind} /> {partner.name}
      </h2>
      <dl>
        {terms
          .filter(([, said]) => said !== "")
          .map(([term, said]) => (
            <div key={term}>
              <dt>{t(`models.terms.${term}`)}</dt>
              <dd>{said}</dd>
            </div>
          ))}
      </dl>
      <p className={css["assent"]}>{t("models.assent")}</p>
    </article>
  );
}
