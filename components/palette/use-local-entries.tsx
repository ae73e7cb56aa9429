"use client";

import {
  Bell,
  BookCheck,
  Clock,
  Download,
  FileUp,
  KeyRound,
  Layers,
  type LucideIcon,
  MailPlus,
  MailQuestion,
  PiggyBank,
  ShieldCheck,
  TimerOff,
  UserMinus,
  UserPlus,
  UserRoundCheck,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { navIcons } from "@/components/shell/nav-icons";
import { usePlaces } from "@/components/shell/use-places";
import type { Command } from "./entry";
import { type OperationName, operations } from "./operations";
import { useBrowserEntries } from "./use-browser-entries";

const icons: Record<OperationName, LucideIcon> = {
  invite: MailPlus,
  importInvites: FileUp,
  createWorkspace: Layers,
  addBudget: PiggyBank,
  closeMonth: BookCheck,
  notifications: Bell,
  startReview: UserRoundCheck,
  addGrant: UserPlus,
  unusedKeys: KeyRound,
  expiringKeys: TimerOff,
  inactiveMembers: Clock,
  formerMembers: UserMinus,
  admins: ShieldCheck,
  openInvites: MailQuestion,
  exportActivity: Download,
  exportMembers: Download,
  exportKeys: Download,
  exportAccess: Download,
  exportCost: Download,
};

/** What the page knows without asking the server. */
export function useLocalEntries(names: readonly OperationName[]): Record<"pages" | "operations", Command[]> {
  const places = usePlaces();
  const t = useTranslations("palette");
  const inBrowser = useBrowserEntries();
  return useMemo(
    () => ({
      pages: places.flatMap((place) => {
        const Icon = navIcons[place.name];
        return place.pages.map(({ href, label, name }): Command => {
          const detail = label === place.label ? {} : { detail: place.label };
          const words = t(`pageWords.${name}`);
          return { group: "pages", value: `page:${href}`, label, ...detail, icon: <Icon />, href, words };
        });
      }),
      operations: [
        ...names.map((name): Command => {
          const Icon = icons[name];
          const { href, ...operation } = operations[name];
          return {
            group: "operations",
            value: `operation:${name}`,
            label: t(`operations.${name}`),
            words: t(`operationWords.${name}`),
            icon: <Icon />,
            href,
            isFile: "isFile" in operation,
            isAsked: "isAsked" in operation,
            ...((name === "createWorkspace" || name === "addGrant") && { example: name }),
          };
        }),
        ...inBrowser,
      ],
    }),
    [places, names, t, inBrowser],
  );
}
