import { parseDate, type CalendarDate } from "@internationalized/date";
import { CalendarDays, ChevronLeft, ChevronRight, X } from "lucide-react";
import {
  Button as AriaButton, Calendar, CalendarCell, CalendarGrid, CalendarGridBody, CalendarGridHeader, CalendarHeaderCell, DateInput, DatePicker,
  DateSegment, Dialog, Group, Heading, Label, Popover,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import css from "./day-field.module.css";
import fields from "./pieces.module.css";

const dayOf = (value: string): CalendarDate | null => {
  try {
    return value === "" ? null : parseDate(value);
  } catch {
    return null;
  }
};

/** A day, written or picked, in the order and the words of the page's language; `value` is ISO 8601, or nothing. */
export function DayField({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  const { t } = useTranslation();
  return (
    <DatePicker value={dayOf(value)} onChange={(day) => onChange(day === null ? "" : day.toString())} className={fields["field"] ?? ""}>
      <Label className={fields["label"] ?? ""}>{label}</Label>
      <Group className={`${fields["input"]} ${css["group"]}`}>
        <DateInput className={css["input"] ?? ""}>{(segment) => <DateSegment segment={segment} className={css["segment"] ?? ""} />}</DateInput>
        {value !== "" && (
          <AriaButton slot={null} aria-label={t("shell.day.clear", { label })} className={css["button"] ?? ""} onPress={() => onChange("")}>
            <X aria-hidden size={16} />
          </AriaButton>
        )}
        <AriaButton className={css["button"] ?? ""}>
          <CalendarDays aria-hidden size={18} />
        </AriaButton>
      </Group>
      <Popover className={fields["popover"] ?? ""}>
        <Dialog className={css["dialog"] ?? ""}>
          <Calendar>
            <header className={css["head"]}>
              <AriaButton slot="previous" className={css["button"] ?? ""}>
                <ChevronLeft aria-hidden size={18} />
              </AriaButton>
              <Heading className={css["month"] ?? ""} />
              <AriaButton slot="next" className={css["button"] ?? ""}>
                <ChevronRight aria-hidden size={18} />
              </AriaButton>
            </header>
            <CalendarGrid className={css["grid"] ?? ""}>
              <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
              <CalendarGridBody>{(date) => <CalendarCell date={date} className={css["day"] ?? ""} />}</CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
