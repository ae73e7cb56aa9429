"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { grantablePersonas } from "@/lib/account/grants/vocabulary";
import { nameLength } from "@/lib/directory/workspaces/vocabulary";
import type { Command, Entry } from "./entry";
import { fold, type Match } from "./find-commands";
import { isAddress, readArgument } from "./typed-phrase";

/**
 * Commands that begin with what was typed: a new workspace with its name, and an invite, a grant, and the end of sessions
 * with an address, which may be nobody's in the directory.
 */
export function useTypedEntries(text: string, matches: readonly Match<Command>[]): Entry[] {
  const t = useTranslations("palette");
  const persona = useTranslations("shell.persona");
  const toEntry = (
    { value, icon }: Command,
    label: string,
    address: string,
    given: Record<string, string>,
  ) => ({
    value: `${value} typed`,
    label,
    icon,
    // Sound: the address is a page of ours; typed routes don't know query strings.
    href: `${address}&${new URLSearchParams(given)}` as Route,
    about: value,
  });
  return matches.flatMap(({ command, rest, known, isWhole }): Entry[] => {
    const { value } = command;
    if (value === "operation:createWorkspace") {
      const name = readArgument(text, t("typed.createWorkspace.words").split(","))?.slice(0, nameLength);
      if (!name) return [];
      const label = t("typed.createWorkspace.of", { name });
      return [toEntry(command, label, "/workspaces?open=create", { name })];
    }
    if (!isWhole || !isAddress(rest)) return [];
    if (value === "operation:invite")
      return [
        toEntry(command, t("typed.invite.of", { email: rest }), "/invites?open=invite", { email: rest }),
      ];
    if (value === "operation:endSessions")
      return [
        toEntry(command, t("objectOperations.endSessions.of", { name: rest }), "/settings?open=sessions", {
          of: rest,
        }),
      ];
    if (value !== "operation:addGrant") return [];
    const role =
      grantablePersonas.find((one) => known.includes(one) || known.includes(fold(persona(one)))) ?? "auditor";
    const label = t("typed.addGrant.of", { email: rest, role: persona(role) });
    return [toEntry(command, label, "/settings?open=grant", { email: rest, role })];
  });
}
