import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useChoices } from "../api/queries";
import { Button, Dialog, Field, Select } from "../app/pieces";
import css from "./lists.module.css";

export const RIGHTS = "all-rights-reserved";

export interface Terms {
  author: string;
  licence: string;
}

/** Whose files these are and under which terms: asked before they come in, as the record says it from then on. */
export function TermsDialog({ files, author, onBring, onClose }: {
  files: readonly File[];
  author: string;
  onBring: (terms: Terms) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("brief.terms.title", { count: files.length })} isOpen={files.length > 0} onClose={onClose}>
      <p>{files.map(({ name }) => name).join(", ")}</p>
      <TermsForm author={author} onBring={onBring} />
    </Dialog>
  );
}

function TermsForm({ author: first, onBring }: { author: string; onBring: (terms: Terms) => void }) {
  const { t } = useTranslation();
  const [author, setAuthor] = useState(first);
  const [licence, setLicence] = useState(RIGHTS);
  const licences = (useChoices().data?.licences ?? []).map((one) => ({ id: one.id, name: one.label }));
  return (
    <Form
      className={css["kitForm"] ?? ""}
      onSubmit={(event) => {
        event.preventDefault();
        if (author.trim() !== "") onBring({ author: author.trim(), licence });
      }}
    >
      <Field label={t("brief.terms.author")} value={author} onChange={setAuthor} autoFocus maxLength={200} />
      <Select label={t("brief.licence")} options={licences} value={licence} onChange={setLicence} />
      <div>
        <Button type="submit" weight="strong" isDisabled={author.trim() === ""}>
          {t("brief.terms.bring")}
        </Button>
      </div>
    </Form>
  );
}
