import { ChevronDown } from "lucide-react";
import { Button as AriaButton, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import type { Option } from "./field";
import css from "./pieces.module.css";

/** One of several from a list, or a value of one's own: `value` is an option's id or what was typed. */
export function Combo({ label, help, options, value, onChange }: { label: string; help?: string; options: readonly Option[]; value: string; onChange: (value: string) => void }) {
  const known = options.find((one) => one.id === value);
  const typed = (text: string): void => {
    const named = options.find((one) => one.name === text);
    onChange(named?.id ?? text);
  };
  return (
    <ComboBox
      allowsCustomValue
      menuTrigger="focus"
      defaultItems={options}
      inputValue={known?.name ?? value}
      onInputChange={typed}
      onChange={(key) => key !== null && onChange(String(key))}
      className={css["field"] ?? ""}
    >
      <Label className={css["label"] ?? ""}>{label}</Label>
      <div className={css["combo"]}>
        <Input className={css["input"] ?? ""} maxLength={300} />
        <AriaButton className={css["iconButton"] ?? ""}>
          <ChevronDown aria-hidden size={18} />
        </AriaButton>
      </div>
      {help !== undefined && (
        <Text slot="description" className={css["help"] ?? ""}>
          {help}
        </Text>
      )}
      <Popover className={css["popover"] ?? ""}>
        <ListBox<Option> className={css["menu"] ?? ""}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.name} className={css["menuItem"] ?? ""}>
              <Text slot="label">{option.name}</Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
