import "server-only";
import { isSecurity } from "@/lib/core/marks/rule-vocabulary";
import type { Attention } from "./schema";
import { attentionKinds } from "./vocabulary";

/** What is urgent, then findings about security, then the rest. */
export function byRank(one: Attention, other: Attention): number {
  const toGroup = ({ isUrgent, rule }: Attention) => (isUrgent ? 0 : rule && isSecurity(rule) ? 1 : 2);
  const toPlace = ({ kind }: Attention) => attentionKinds.indexOf(kind);
  return toGroup(one) - toGroup(other) || toPlace(one) - toPlace(other);
}
