"use client";

import { Ellipsis } from "lucide-react";
import { Menu, type MenuItem } from "./menu";

/** The button of a row's menu. */
export const rowTrigger = {
  trigger: <Ellipsis aria-hidden />,
  triggerClass:
    "grid size-7 pointer-coarse:size-11 place-items-center rounded-md text-ink-muted hover:bg-sunken hover:text-ink [&>svg]:size-4",
};

/** The operations of a row. */
export function RowMenu({ label, items }: { label: string; items: readonly MenuItem[] }) {
  return <Menu label={label} {...rowTrigger} items={items} />;
}
