import "server-only";
import { desc } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { organization } from "@/lib/core/db/directory-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { AppError } from "@/lib/core/errors/errors";
import { toDay } from "@/lib/core/format/calendar";
import { visibleTo } from "@/lib/core/organization/visibility";
import { countIncompleteDays } from "@/lib/money/reports/query/incomplete";
import { getTerms } from "@/lib/money/spend/chargeback";
import { chooseSpendCurrency } from "@/lib/money/spend/currency";
import { composeStatement, type Frame, toClosableOn, toMonthDays } from "./compose";
import { findDisorder, findLatest, findNextMonth } from "./open-months";
import { type CloseMonth, type Draft, draft, type Terms } from "./schema";
import type { DraftSearch } from "./search-params";

/** @throws AppError not_available before the organization is known, because a statement names its issuer */
export async function toFrame(given: CloseMonth, closedBy: string): Promise<Frame> {
  const db = await database();
  const [issuer] = await db.select().from(organization).orderBy(desc(organization.seenAt)).limit(1);
  if (!issuer) throw new AppError("not_available", "the organization isn't known yet");
  const { month, currency, tag, rule, center } = given;
  return {
    issuer: { id: issuer.id, name: issuer.name },
    month,
    currency,
    terms: { tag, rule, center: rule === "center" ? center : null },
    closedAt: new Date().toISOString(),
    closedBy,
    incompleteDays: await countIncompleteDays(["cost"], [toMonthDays(month)]),
  };
}

export const getDraft = heavyRead("person", readDraft);

/**
 * Without a month, of the one that is next; without terms, with those of the latest statement, and before the first one
 * with those of the chargeback.
 */
async function readDraft(by: Permit<"statements:read">, search: DraftSearch): Promise<Draft> {
  if (!visibleTo(by.actor).isAll)
    throw new AppError("forbidden", "statements are of the whole organization", { lacks: "statements:read" });
  const latest = await findLatest();
  const { tags, ...terms } = await getTerms(by, withTermsOf(latest, search));
  const month = search.month ?? (latest ? await findNextMonth(latest.month) : terms.month);
  const chosen = await chooseSpendCurrency(by.actor, search.currency, [toMonthDays(month)]);
  const { currency } = chosen;
  const frame = await toFrame({ ...terms, month, currency }, by.actor.email);
  const { content, obstacles } = await composeStatement(await database(), frame);
  return draft.parse({
    ...content,
    // The form shows the terms that were asked for, even those that the chosen rule ignores.
    terms: { tag: terms.tag, rule: terms.rule, center: terms.center },
    tags,
    currencies: chosen.totals.length > 0 ? chosen.totals.map((total) => total.currency) : [currency],
    centers: [...new Set(content.facts.flatMap(({ center }) => center ?? []))].toSorted(),
    obstacles,
    closableOn: toClosableOn(month, toDay(new Date())),
    ...(await findDisorder(month, currency)),
  });
}

/** A center belongs to its tag. */
function withTermsOf(latest: Terms | null, search: DraftSearch): DraftSearch {
  if (!latest) return search;
  const isSameTag = search.tag === null || search.tag === latest.tag;
  return {
    ...search,
    tag: search.tag ?? latest.tag,
    rule: search.rule ?? latest.rule,
    center: search.center ?? (isSameTag ? latest.center : null),
  };
}
