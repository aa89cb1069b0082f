import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import css from "./pieces.module.css";

export interface TabOf {
  id: string;
  title: string;
  content: ReactNode;
}

/** Parts of a page or of a panel, one seen at a time. Pages with an address of their own are links, not tabs. */
export function Tabs({ label, tabs, selected, onSelect }: {
  label: string;
  tabs: readonly TabOf[];
  selected?: string;
  onSelect?: (id: string) => void;
}) {
  return (
    <AriaTabs
      className={css["tabs"] ?? ""}
      {...(selected === undefined ? {} : { selectedKey: selected })}
      {...(onSelect === undefined ? {} : { onSelectionChange: (key) => onSelect(String(key)) })}
    >
      <TabList aria-label={label} items={tabs} className={css["tabList"] ?? ""}>
        {(tab) => (
          <Tab id={tab.id} className={css["tab"] ?? ""}>
            {tab.title}
          </Tab>
        )}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={css["tabPanel"] ?? ""}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
