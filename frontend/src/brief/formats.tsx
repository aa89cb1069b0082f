import { Checkbox, CheckboxGroup, Label } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useChoices } from "../api/queries";
import { Button, Waiting } from "../app/pieces";
import css from "./lists.module.css";

/** Formats to make, each as large on the page as it is beside the others; none ticked means all. */
export function FormatPicker({ chosen, onChange, error }: { chosen: readonly string[]; onChange: (formats: string[]) => void; error?: string | undefined }) {
  const { t } = useTranslation();
  const choices = useChoices();
  if (choices.data === undefined) return <Waiting error={choices.error} again={() => void choices.refetch()} />;
  const formats = choices.data.formats;
  return (
    <CheckboxGroup value={[...chosen]} onChange={onChange} className={css["rows"] ?? ""}>
      <Label className="unseen">{t("brief.fields.formats")}</Label>
      <div className={css["suggestions"]}>
        <span className={css["help"]} style={{ inlineSize: "auto", flex: 1 }}>
          {chosen.length === 0 ? t("brief.allFormats", { count: formats.length }) : t("brief.someFormats", { count: chosen.length })}
        </span>
        {chosen.length > 0 && (
          <Button small weight="quiet" onPress={() => onChange([])}>
            {t("brief.takeAllFormats")}
          </Button>
        )}
      </div>
      <div className={css["formats"]}>
        {formats.map((format) => (
          <Checkbox key={format.id} value={format.id} className={css["format"] ?? ""}>
            <span className={css["shape"]} aria-hidden>
              <span style={shape(format.width, format.height)} />
            </span>
            <span>
              <strong>{format.label}</strong>
              <small>
                {format.width} × {format.height} {format.unit}
              </small>
            </span>
          </Checkbox>
        ))}
      </div>
      {error !== undefined && <p className={css["wrong"]}>{error}</p>}
    </CheckboxGroup>
  );
}

/** Proportions within 100 by 70: long ones stay to be seen. */
function shape(width: number, height: number): { inlineSize: number; blockSize: number } {
  const scale = Math.min(100 / width, 70 / height);
  return { inlineSize: Math.max(7, Math.round(width * scale)), blockSize: Math.max(7, Math.round(height * scale)) };
}
