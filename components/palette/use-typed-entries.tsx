"use client";

import { Layers, LogOut, UserPlus } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { grantablePersonas } from "@/lib/grants/vocabulary";
import { nameLength } from "@/lib/workspaces/vocabulary";
import type { Entry, PaletteContent } from "./entry";
import type { OperationName } from "./operations";
import { isAddress, readArgument, readGrant } from "./typed-phrase";
import { toList } from "./use-operation-entries";

type Allowed = Pick<PaletteContent, "operations" | "objectOperations">;

/**
 * Operations that begin with what was typed: a new workspace with its name, a grant with its address and role, and the end of
 * the sessions of an address, which may be nobody's in the directory.
 */
export function useTypedEntries(text: string, { operations, objectOperations }: Allowed): Entry[] {
  const readWorkspace = useWorkspace();
  const readAccess = useAccess();
  const readSessions = useSessions();
  return [
    ...(operations.includes("createWorkspace") ? readWorkspace(text) : []),
    ...(operations.includes("addGrant") ? readAccess(text) : []),
    ...(objectOperations.includes("endSessions") ? readSessions(text) : []),
  ];
}

function useWorkspace(): (text: string) => Entry[] {
  const t = useTranslations("palette.typed.createWorkspace");
  return (text) => {
    const name = readArgument(text, toList(t("words")))?.slice(0, nameLength);
    if (!name) return [];
    return [toEntry("createWorkspace", t("of", { name }), <Layers />, `/workspaces?open=create`, { name })];
  };
}

function useAccess(): (text: string) => Entry[] {
  const t = useTranslations("palette.typed.addGrant");
  const toName = useTranslations("shell.persona");
  const words = useMemo(
    () => ({
      words: toList(t("words")),
      personas: grantablePersonas.flatMap((persona) =>
        [toName(persona), persona].map((name) => [name, persona] as const),
      ),
    }),
    [t, toName],
  );
  return (text) => {
    const found = readGrant(text, words);
    if (!found) return [];
    const { email, persona } = found;
    const role = persona ?? "auditor";
    const label = t("of", { email, role: toName(role) });
    return [toEntry("addGrant", label, <UserPlus />, "/settings?open=grant", { email, role })];
  };
}

function useSessions(): (text: string) => Entry[] {
  const t = useTranslations("palette.objectOperations.endSessions");
  return (text) => {
    const of = readArgument(text, toList(t("ofAddress")));
    if (!of || !isAddress(of)) return [];
    return [toEntry("endSessions", t("of", { name: of }), <LogOut />, "/settings?open=sessions", { of })];
  };
}

function toEntry(
  name: OperationName | "endSessions",
  label: string,
  icon: Entry["icon"],
  address: string,
  given: Record<string, string>,
): Entry {
  const about = `operation:${name}`;
  // Sound: the address is a page of ours; typed routes don't know query strings.
  return {
    value: `${about} typed`,
    label,
    icon,
    href: `${address}&${new URLSearchParams(given)}` as Route,
    about,
  };
}
