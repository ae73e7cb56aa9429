import type { Finding, FindingChoice } from "@/lib/findings/schema";
import { fixedByDeactivation } from "@/lib/findings/vocabulary";

/** Null for what deactivating a key doesn't fix. */
export function toChoice({ id, rule, subjectId: keyId, label: name, state }: Finding): FindingChoice | null {
  return state === "open" && fixedByDeactivation.includes(rule) ? { id, keyId, name } : null;
}
