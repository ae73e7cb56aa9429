"use client";

import { useTranslations } from "next-intl";
import { grantablePersonas } from "@/lib/grants/vocabulary";
import type { PaletteContent } from "./entry";
import type { ObjectOperationName } from "./object-operations";
import { fold, readBare } from "./operation-phrase";
import type { Missing } from "./use-asked-entries";
import { toList } from "./use-operation-entries";
import { useRoleWords } from "./use-read-asked";

type Allowed = Pick<PaletteContent, "operations" | "objectOperations">;
type Named = ObjectOperationName | "createWorkspace" | "addGrant";

/** How an operation goes on that is said without a name; `isWhole` unless it is only begun. */
export function useHint(text: string, allowed: Allowed): { text: string; isWhole: boolean } | null {
  const t = useTranslations("palette");
  const ways = useWays(allowed);
  const isFiller = useIsFiller();
  const bare = readBare<Named>(text, ways, isFiller);
  return bare && { text: t("hint", { example: t(`examples.${bare.name}`) }), isWhole: bare.isWhole };
}

export function useToMissingText(): (missing: Missing) => string {
  const t = useTranslations("palette");
  return (missing) => t("missing", missing);
}

function useWays({ operations, objectOperations }: Allowed): { name: Named; words: string }[] {
  const t = useTranslations("palette");
  const personas = usePersonaWords();
  const toWays = (name: Named, words: string) => toList(words).map((way) => ({ name, words: way }));
  return [
    ...objectOperations.flatMap((name) => toWays(name, t(`objectOperations.${name}.words`))),
    ...(operations.includes("createWorkspace")
      ? toWays("createWorkspace", t("typed.createWorkspace.words").replaceAll("*", ""))
      : []),
    ...(operations.includes("addGrant")
      ? toList(t("typed.addGrant.words")).flatMap((word) =>
          personas.map((persona) => ({ name: "addGrant" as const, words: `${word} ${persona}` })),
        )
      : []),
  ];
}

/** Words between an operation and a name, and the roles that some of them give. */
function useIsFiller(): (word: string, name: Named) => boolean {
  const t = useTranslations("palette");
  const personas = usePersonaWords();
  const roles = useRoleWords().flatMap(({ name }) => name.split(/\s+/).map(fold));
  const links = (["from", "to", "as", "articles"] as const).flatMap((name) =>
    toList(t(`words.pair.${name}`)),
  );
  const fillers = new Set([...toList(t("words.operationFiller")), ...toList(t("words.into")), ...links]);
  const words = toList(t("typed.addGrant.words"));
  return (word, name) =>
    fillers.has(word) ||
    (name === "changeRole" && roles.includes(word)) ||
    (name === "addGrant" && (words.includes(word) || personas.includes(word)));
}

function usePersonaWords(): string[] {
  const toName = useTranslations("shell.persona");
  return [...new Set(grantablePersonas.flatMap((persona) => [fold(toName(persona)), persona]))];
}
