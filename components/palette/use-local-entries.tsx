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
import { usePlaces } from "@/components/shell/use-places";
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
export function useLocalEntries(names: readonly OperationName[]) {
  const places = usePlaces();
  const t = useTranslations("palette.operations");
  return useMemo(
    (): Record<"pages" | "operations", Entry[]> => ({
      pages: places.flatMap((place) => {
        const Icon = navIcons[place.name];
        return place.pages.map(({ href, label }) => {
          const detail = label === place.label ? {} : { detail: place.label };
          return { value: `page:${href}`, label, ...detail, icon: <Icon />, href };
        });
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
    [places, names, t],
  );
}
