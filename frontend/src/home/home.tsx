import { Plus } from "lucide-react";
import { Link as AriaLink } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useProjects } from "../api/queries";
import type { ProjectRow } from "../api/types";
import { useActions } from "../app/actions";
import { ago } from "../app/dates";
import { ButtonLink, Page, Thumb, Waiting } from "../app/pieces";
import { useTitle } from "../app/title";
import css from "./home.module.css";

/** The projects of this home, the latest first; an empty studio begins one. */
export function Home() {
  const { t } = useTranslation();
  const projects = useProjects();
  const navigate = useNavigate();
  useTitle(t("home.title"));
  useActions([{ id: "go.new", label: "shell.new", key: "n", group: "go", icon: Plus, run: () => void navigate("/new") }]);
  if (projects.data === undefined) return <Waiting error={projects.error} again={() => void projects.refetch()} />;
  if (projects.data.length === 0) return <FirstTime />;
  return (
    <Page
      title={t("home.title")}
      lead={t("home.lead")}
      actions={
        <ButtonLink href="/new" weight="strong" icon={Plus}>
          {t("shell.new")}
        </ButtonLink>
      }
    >
      <ul className={css["projects"]}>
        {projects.data.map((project) => (
          <li key={project.slug}>
            <Cover project={project} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Cover({ project }: { project: ProjectRow }) {
  const { t } = useTranslation();
  const made = [
    ...(project.drafts > 0 ? [t("home.drafts", { count: project.drafts })] : []),
    ...(project.editions > 0 ? [t("home.editions", { count: project.editions })] : []),
  ];
  return (
    <AriaLink href={`/p/${project.slug}`} className={css["cover"] ?? ""}>
      <span className={css["picture"]}>
        {project.cover === null ? (
          <span className={css["blank"]} aria-hidden>
            {project.title}
          </span>
        ) : (
          <Thumb work={project.cover} size={1024} alt="" />
        )}
      </span>
      <strong>{project.title}</strong>
      {project.client !== "" && <span className={css["client"]}>{project.client}</span>}
      <span className={css["facts"]}>
        {made.length > 0 ? made.join(" · ") : t(`home.states.${project.state}`)} · {ago(project.last)}
      </span>
    </AriaLink>
  );
}

function FirstTime() {
  const { t } = useTranslation();
  return (
    <section className={css["first"]}>
      <h1>{t("home.empty.title")}</h1>
      <p>{t("home.empty.lead")}</p>
      <ButtonLink href="/new" weight="strong" icon={Plus}>
        {t("home.empty.begin")}
      </ButtonLink>
      <ol>
        {(["person", "model", "rule"] as const).map((kind) => (
          <li key={kind} data-kind={kind}>
            {t(`home.empty.${kind}`)}
          </li>
        ))}
      </ol>
    </section>
  );
}
