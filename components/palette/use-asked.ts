"use client";

import { useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { type HitKind, maxHits } from "@/lib/across/palette/vocabulary";
import { type AssignableRole, assignableRoles } from "@/lib/core/organization/vocabulary";
import type { Entry, ObjectEntry } from "./entry";
import type { Match } from "./find-commands";
import { kindOf, type ObjectOperationName } from "./object-operations";
import { type Asked, kindsOf, type Named, pairKinds, readAsked, toFoldedList } from "./read-asked";
import { useHitEntries } from "./use-hit-entries";
import { useToAskedEntries, useToPairEntry } from "./use-operation-entries";
import { useToRoleEntries } from "./use-role-entries";

type Allowed = readonly ObjectOperationName[];
type Found = Record<"all" | "from" | "to", readonly ObjectEntry[]>;

/**
 * For "replace checkout": replacing each key that is called "checkout". For "copy access from ada to bob": that, for everyone
 * whom the two names mean. First if an operation is said in full.
 */
export function useAsked(text: string, matches: readonly Match<Named>[], allowed: Allowed) {
  const t = useTranslations("palette");
  const asked = readAsked(text, matches, useWords());
  const all = useFound(asked?.name ?? "", allowed);
  const from = useFound(asked?.pair?.from ?? "", allowed);
  const to = useFound(asked?.pair?.to ?? "", allowed);
  const searches = [all, from, to];
  const found = { all: all.found, from: from.found, to: to.found };
  const toEntries = useToEntries();
  const entries = asked ? toEntries(asked, found) : [];
  const { error, refetch } = searches.find(({ error }) => error) ?? all;
  const missing = asked?.isWhole && entries.length === 0 ? listMissing(asked, found) : [];
  return {
    error,
    refetch,
    isLoading: searches.some(({ isLoading }) => isLoading),
    entries,
    isWhole: entries.length > 0 && asked?.isWhole === true,
    isAsked: asked !== null,
    notes: missing.map((one) => t("missing", one)),
  };
}

function useWords() {
  const t = useTranslations("palette.words");
  const toRole = useRoleName();
  const links = (["from", "to", "alike", "as", "articles"] as const).map((name) => [
    name,
    toFoldedList(t(`pair.${name}`)),
  ]);
  return {
    // Sound: it has the keys above.
    links: Object.fromEntries(links) as Record<"from" | "to" | "alike" | "as" | "articles", string[]>,
    // People who read another language know the API's names as well.
    roles: assignableRoles.flatMap((role) =>
      [toRole(role), role.replaceAll("_", " ")].map((name) => ({ role, name })),
    ),
    filler: new Set(toFoldedList(t("operationFiller"))),
    anyone: toFoldedList(t("anyone")),
  };
}

function useFound(name: string, allowed: Allowed) {
  const { hits, ...search } = useHitEntries(name, allowed);
  return { found: Object.values(hits).flat(), ...search };
}

function useToEntries(): (asked: Asked<AssignableRole>, found: Found) => Entry[] {
  const toAsked = useToAskedEntries();
  const toPair = useToPairEntry();
  const toRoles = useToRoleEntries();
  return ({ names, pair, role }, { all, from, to }) => {
    const paired = names.filter((name) => pairKinds[name]);
    const pairs = pair ? paired.flatMap((name) => toPairs(name, { from, to }, toPair)) : [];
    const others = pair ? names.filter((name) => !pairKinds[name]) : names;
    return [...pairs, ...(role ? toRoles(all, role) : toAsked(all, others))].slice(0, maxHits);
  };
}

/** Where a name fits several people, the addresses tell them apart. */
function toPairs(
  name: ObjectOperationName,
  found: Pick<Found, "from" | "to">,
  toPair: ReturnType<typeof useToPairEntry>,
): Entry[] {
  const kinds = pairKinds[name];
  if (!kinds) return [];
  const sources = found.from.filter((entry) => canTakePart(entry, kinds.from, name));
  const targets = found.to.filter((entry) => canTakePart(entry, kinds.to, name));
  return targets
    .flatMap((target) => sources.map((source) => ({ source, target })))
    .filter(({ source, target }) => source.value !== target.value)
    .slice(0, maxHits)
    .map(({ source, target }) =>
      toPair(name, { source, target }, [
        ...(sources.length > 1 ? [source.detail ?? ""] : []),
        ...(targets.length > 1 ? [target.detail ?? ""] : []),
      ]),
    );
}

function canTakePart({ value, operations }: ObjectEntry, kind: HitKind, name: ObjectOperationName): boolean {
  // People who left have no operations.
  const isAllowed = kind === kindOf(name) ? operations.includes(name) : operations.length > 0;
  return value.startsWith(`${kind}:`) && isAllowed;
}

/** Of two names, the one that is missing; of one, the whole name. */
function listMissing<Role>({ names, name, pair }: Asked<Role>, found: Found) {
  type Missing = { name: string; kind: HitKind | "any" };
  const isThere = (entries: readonly ObjectEntry[], kinds: readonly HitKind[]) =>
    entries.some(({ value }) => kinds.some((kind) => value.startsWith(`${kind}:`)));
  const paired = names.flatMap((one) => pairKinds[one] ?? []);
  if (pair && paired.length > 0) {
    return (["from", "to"] as const).flatMap((side): Missing[] => {
      const kinds = [...new Set(paired.map((kind) => kind[side]))];
      return isThere(found[side], kinds) ? [] : [{ name: pair[side], kind: toOnly(kinds) }];
    });
  }
  const kinds = kindsOf(names);
  return isThere(found.all, kinds) ? [] : [{ name, kind: toOnly(kinds) }];
}

function toOnly(kinds: readonly HitKind[]): HitKind | "any" {
  const [kind = "any", ...others] = kinds;
  return others.length > 0 ? "any" : kind;
}
