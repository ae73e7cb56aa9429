import "server-only";
import type { Translate } from "@/lib/core/delivery/translate";
import type { AmountKind } from "./digest";

/** What kind of amounts a report has, in the words of the badge on its page. */
export function tellKind(t: Translate, kind: AmountKind): string {
  return `${t(`amountKinds.${kind}`)}: ${t(`amountKinds.texts.${kind}`)}`;
}
