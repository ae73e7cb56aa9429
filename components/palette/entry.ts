import type { Route } from "next";
import type { ReactNode } from "react";
import type { NavItem } from "@/components/shell/sidebar";
import type { OperationName } from "./operations";

type GroupName = "recent" | "pages" | "operations" | "reports" | "members" | "workspaces" | "keys";

export type Entry = {
  /** Its kind and ID: how it is remembered, and what tells two entries apart. */
  value: string;
  label: string;
  detail?: string;
  icon: ReactNode;
  /** Null for what opens on the page itself. */
  href: Route | null;
};
export type EntryGroup = { name: GroupName; entries: readonly Entry[] };

/** What the person may open, and whose recent entries are shown. */
export type PaletteContent = {
  pages: readonly NavItem[];
  operations: readonly OperationName[];
  person: string;
};
