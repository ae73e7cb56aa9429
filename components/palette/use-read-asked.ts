"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useRoleName } from "@/components/directory/use-role-name";
import { type AssignableRole, assignableRoles } from "@/lib/directory/vocabulary";
import type { ObjectOperationName } from "./object-operations";
import type { OperationPhrase } from "./operation-phrase";
import { isAlike, isOnlyFrom, type Pair, type PairLinks, readHalves, readPair } from "./pair-phrase";
import { readRole } from "./role-phrase";
import { toList, useOperationPhrase } from "./use-operation-entries";

type Phrase = OperationPhrase<ObjectOperationName> | null;
export type Asked = {
  names: readonly ObjectOperationName[];
  /** Whom or what it is about. */
  name: string;
  /** Whether it is said in full, and not only begun. */
  isWhole: boolean;
  pair: Pair | null;
  /** Two people, if the name isn't one. */
  halves: Pair | null;
  /** Whether only whose access is copied is said. */
  isHalf: boolean;
  role: AssignableRole | null;
};

const nothing = { names: [], name: "", isWhole: false, pair: null, halves: null, isHalf: false, role: null };

export function useReadAsked(text: string, allowed: readonly ObjectOperationName[]): Asked {
  const phrase = useOperationPhrase(allowed)(text);
  const readRole = useReadRole();
  const links = useLinks();
  if (!phrase) return nothing;
  const copies = phrase.names.includes("copyAccess");
  const pair = copies ? readPair(phrase.said, isAlike(text, links), links) : null;
  const preset = readRole(phrase);
  const isHalf = copies && !pair && isOnlyFrom(phrase.said, links);
  return {
    names: phrase.names,
    name: preset?.rest ?? phrase.rest,
    isWhole: phrase.isWhole || pair !== null || preset !== null,
    pair,
    halves: copies && phrase.isWhole && !pair ? readHalves(phrase.said, links) : null,
    isHalf,
    role: preset?.role ?? null,
  };
}

function useLinks(): PairLinks {
  const t = useTranslations("palette.words.pair");
  return useMemo(
    () => ({
      from: toList(t("from")),
      to: toList(t("to")),
      alike: toList(t("alike")),
      as: toList(t("as")),
      articles: toList(t("articles")),
    }),
    [t],
  );
}

/** For "change role ada to developer". */
function useReadRole() {
  const t = useTranslations("palette.words");
  const roles = useRoleWords();
  const filler = [...toList(t("into")), ...toList(t("operationFiller"))];
  return (phrase: NonNullable<Phrase>) =>
    phrase.names.includes("changeRole") ? readRole(phrase.said, roles, filler) : null;
}

/** People who read another language know the API's names as well. */
export function useRoleWords(): { role: AssignableRole; name: string }[] {
  const toName = useRoleName();
  return assignableRoles.flatMap((role) =>
    [toName(role), role.replaceAll("_", " ")].map((name) => ({ role, name })),
  );
}
