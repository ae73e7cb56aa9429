import { useFormatter, useTranslations } from "next-intl";
import { isScope, type Scope, scopes } from "@/lib/core/auth/scopes";

/** What access tokens may do, in words. Scopes of later versions stand for nothing. */
export function useScopeNames() {
  const t = useTranslations("accessTokens");
  const sentence = useTranslations("settings.access.permissions");
  const format = useFormatter();

  function toSentence(scope: Scope): string {
    return scope === "read" || scope === "scim" ? t(`scopes.${scope}`) : sentence(scope);
  }

  /** In the order of the matrix, and without the periods that not all have. */
  function listSentences(given: readonly string[]): string[] {
    return scopes.filter((one) => given.includes(one)).map((one) => toSentence(one).replace(/\.$/, ""));
  }

  /** By noun: first what is read, then what is changed, which a connected app only proposes. */
  function listInShort(given: readonly string[], isConnection: boolean): string[] {
    const known = given.filter(isScope);
    const toNouns = (isRead: boolean) => {
      const nouns = known.filter((scope) => scope.endsWith(":read") === isRead).flatMap(toNoun);
      return format.list(
        [...new Set(nouns)].map((noun) => t(`nouns.${noun}`)),
        { type: "unit", style: "short" },
      );
    };
    const [reads, changes] = [toNouns(true), toNouns(false)];
    return [
      known.includes("read") ? t("short.readsAll") : reads && t("short.reads", { nouns: reads }),
      changes && (isConnection ? t("short.proposes") : t("short.changes", { nouns: changes })),
      known.includes("scim") ? t("short.provisions") : "",
    ].filter(Boolean);
  }

  return { toSentence, listSentences, listInShort };
}

export type ScopeNoun = Scope extends infer One
  ? One extends `${infer Noun}:${string}`
    ? Noun
    : never
  : never;

/** What a scope is about; nothing for those that are about everything. */
export function toNoun(scope: Scope): ScopeNoun[] {
  const [noun, verb] = scope.split(":");
  // Sound: whatever has a colon is named after a noun.
  return verb === undefined ? [] : [noun as ScopeNoun];
}
