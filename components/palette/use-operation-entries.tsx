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
  UserX,
} from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { Entry, ObjectEntry } from "./entry";
import { type ObjectOperationName, toCopyHref, toOperationHref, toPersonHref } from "./object-operations";

export const operationIcons: Record<ObjectOperationName, LucideIcon> = {
  offboard: UserMinus,
  changeRole: UserCog,
  copyAccess: Copy,
  endSessions: LogOut,
  addPeople: UserPlus,
  removePeople: UserX,
  setLimit: Gauge,
  showReach: RouteIcon,
  archiveWorkspace: Archive,
  replaceKey: RefreshCw,
  retireKey: TimerReset,
  renameWorkspace: SquarePen,
  renameKey: SquarePen,
  deactivateKey: PowerOff,
  archiveKey: Archive,
};

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
      names
        .filter((name) => operations.includes(name))
        .map((name) => ({
          ...toEntry(value, name, t(`${name}.of`, { name: label })),
          ...(detail && { detail }),
        })),
    );
}

type Pair = { source: ObjectEntry; target: ObjectEntry };

/** What is done with two objects: named with both. */
export function useToPairEntry() {
  const t = useTranslations("palette.objectOperations");
  return (name: ObjectOperationName, { source, target }: Pair, details: readonly string[]): Entry => {
    const names = { from: source.label, to: target.label };
    const toEntryOf = (about: ObjectEntry, label: string, href: Route): Entry => ({
      ...toEntry(about.value, name, label),
      value: `${target.value} ${name} ${source.value}`,
      href,
      isTall: true,
      ...(details.some(Boolean) && { detail: details.filter(Boolean).join(" → ") }),
    });
    if (name === "addPeople")
      return toEntryOf(
        target,
        t("addPeople.pair", names),
        toPersonHref(name, toId(target.value), toAddress(source)),
      );
    if (name === "removePeople")
      return toEntryOf(
        source,
        t("removePeople.pair", names),
        toPersonHref(name, toId(source.value), toAddress(target)),
      );
    return toEntryOf(target, t("copyAccess.pair", names), toCopyHref(toId(source.value), toId(target.value)));
  };
}

/** People without a name are called by their address. */
function toAddress({ detail, label }: ObjectEntry): string {
  return detail?.includes("@") ? detail : label;
}

function toEntry(about: string, name: ObjectOperationName, label: string): Entry {
  const Icon = operationIcons[name];
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
