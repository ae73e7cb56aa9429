"use client";

import {
  Archive,
  Copy,
  Gauge,
  LogOut,
  type LucideIcon,
  PowerOff,
  RefreshCw,
  Route as RouteIcon,
  SquarePen,
  TimerReset,
  UserCog,
  UserMinus,
  UserPlus,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Entry, ObjectEntry } from "./entry";
import { type ObjectOperationName, toCopyHref, toOperationHref } from "./object-operations";
import { type OperationPhrase, readOperation } from "./operation-phrase";

const icons: Record<ObjectOperationName, LucideIcon> = {
  offboard: UserMinus,
  changeRole: UserCog,
  copyAccess: Copy,
  endSessions: LogOut,
  addPeople: UserPlus,
  setLimit: Gauge,
  showReach: RouteIcon,
  archiveWorkspace: Archive,
  replaceKey: RefreshCw,
  retireKey: TimerReset,
  renameKey: SquarePen,
  deactivateKey: PowerOff,
  archiveKey: Archive,
};

/** Reads what the person wants to do, of what they may do. */
export function useOperationPhrase(
  allowed: readonly ObjectOperationName[],
): (text: string) => OperationPhrase<ObjectOperationName> | null {
  const t = useTranslations("palette");
  const { ways, filler } = useMemo(
    () => ({
      ways: allowed.flatMap((name) =>
        toList(t(`objectOperations.${name}.words`)).map((words) => ({ name, words })),
      ),
      filler: new Set(toList(t("words.operationFiller"))),
    }),
    [allowed, t],
  );
  return (text) => readOperation(text, ways, filler);
}

export const toList = (words: string) => words.split(",").map((way) => way.trim());

/** What can be done with an object: named as in a list of its operations. */
export function useToOperationEntries() {
  const t = useTranslations("palette.objectOperations");
  return ({ value, operations }: Pick<ObjectEntry, "value" | "operations">): Entry[] =>
    operations.map((name) => toEntry(value, name, t(`${name}.label`)));
}

/** What the person asked for, of each object that fits: named with the object. */
export function useToAskedEntries() {
  const t = useTranslations("palette.objectOperations");
  return (found: readonly ObjectEntry[], names: readonly ObjectOperationName[]): Entry[] =>
    found.flatMap(({ value, label, detail, operations }) =>
      operations
        .filter((name) => names.includes(name))
        .map((name) => ({
          ...toEntry(value, name, t(`${name}.of`, { name: label })),
          ...(detail && { detail }),
        })),
    );
}

/** Copying the access of one person to another: named with both. */
export function useToPairEntry() {
  const t = useTranslations("palette.objectOperations.copyAccess");
  return (source: ObjectEntry, target: ObjectEntry, addresses: readonly string[]): Entry => ({
    ...toEntry(target.value, "copyAccess", t("pair", { from: source.label, to: target.label })),
    value: `${target.value} copyAccess ${source.value}`,
    href: toCopyHref(toId(source.value), toId(target.value)),
    isTall: true,
    ...(addresses.some(Boolean) && { detail: addresses.filter(Boolean).join(" → ") }),
  });
}

function toEntry(about: string, name: ObjectOperationName, label: string): Entry {
  const Icon = icons[name];
  return {
    value: `${about} ${name}`,
    label,
    icon: <Icon />,
    href: toOperationHref(name, toId(about)),
    about,
  };
}

function toId(value: string): string {
  return value.slice(value.indexOf(":") + 1);
}
