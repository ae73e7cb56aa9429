import type { KeyChoice } from "@/lib/directory/keys/schema";
import { maxKeyNameLength, toKeyRefusal } from "@/lib/directory/keys/vocabulary";

/** Replaces a text in every name, or builds names from `{name}`, `{workspace}`, and `{n}`. */
export type RenameRule = { kind: "replace"; find: string; by: string } | { kind: "pattern"; pattern: string };

export type NewName = {
  key: KeyChoice;
  name: string;
  /** Only `ready` ones are sent. `taken`: another selected key has the name, or would get it. */
  mark: "ready" | "same" | "empty" | "too_long" | "taken" | "archived";
};

export function toNewNames(keys: readonly KeyChoice[], rule: RenameRule): NewName[] {
  const renamed = keys.map((key, index) => ({ key, name: toNewName(key, index + 1, rule) }));
  const counts = new Map<string, number>();
  for (const { name } of renamed) counts.set(name, (counts.get(name) ?? 0) + 1);
  return renamed.map(({ key, name }) => ({ key, name, mark: toMark(key, name, counts.get(name) ?? 0) }));
}

function toNewName({ name, workspaceName }: KeyChoice, n: number, rule: RenameRule): string {
  if (rule.kind === "replace")
    return rule.find === "" ? name : name.replaceAll(rule.find, () => rule.by).trim();
  const parts: Record<string, string> = { name, workspace: workspaceName ?? "", n: String(n) };
  return rule.pattern.replaceAll(/\{(name|workspace|n)\}/g, (all, part) => parts[part] ?? all).trim();
}

function toMark(key: KeyChoice, name: string, count: number): NewName["mark"] {
  if (toKeyRefusal(key.status, "rename") !== null) return "archived";
  if (name === key.name) return "same";
  if (name === "") return "empty";
  if (name.length > maxKeyNameLength) return "too_long";
  return count > 1 ? "taken" : "ready";
}
