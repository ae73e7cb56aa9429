"use client";

import {
  Download,
  FileUp,
  Keyboard,
  Layers,
  type LucideIcon,
  MailPlus,
  PiggyBank,
  UserPlus,
  UserRoundCheck,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { navIcons } from "@/components/shell/nav-icons";
import type { NavItem } from "@/components/shell/sidebar";
import type { Entry } from "./entry";
import { type OperationName, operations } from "./operations";

export const shortcutsValue = "operation:shortcuts";

const icons: Record<OperationName, LucideIcon> = {
  invite: MailPlus,
  importInvites: FileUp,
  createWorkspace: Layers,
  addBudget: PiggyBank,
  startReview: UserRoundCheck,
  addGrant: UserPlus,
  exportActivity: Download,
};

/** What the page knows without asking the server. */
export function useLocalEntries(pages: readonly NavItem[], names: readonly OperationName[]) {
  const t = useTranslations("palette.operations");
  return useMemo(
    (): Record<"pages" | "operations", Entry[]> => ({
      pages: pages.map(({ href, name, label }) => {
        const Icon = navIcons[name];
        return { value: `page:${href}`, label, icon: <Icon />, href };
      }),
      operations: [
        ...names.map((name) => {
          const Icon = icons[name];
          const { href, ...operation } = operations[name];
          return {
            value: `operation:${name}`,
            label: t(name),
            icon: <Icon />,
            href,
            isFile: "isFile" in operation,
          };
        }),
        { value: shortcutsValue, label: t("shortcuts"), icon: <Keyboard />, href: null },
      ],
    }),
    [pages, names, t],
  );
}
