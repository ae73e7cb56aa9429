import "server-only";
import { z } from "zod";
import { type Locale, locales } from "@/i18n/locale";
import { type Block, toMailHtml, toMailText } from "@/lib/core/delivery/mail-blocks";
import { type Composed, type Delivery, toHeaderText, toSlackText } from "@/lib/core/delivery/message";
import { getTranslator, type Translate } from "@/lib/core/delivery/translate";
import { toUnsubscribeAddress } from "@/lib/core/delivery/unsubscribe";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { formatCents, usd } from "@/lib/core/money/money";
import { findBudget } from "./store";

/** What happened to a budget, as it is stored until it is sent. */
export const notice = z.object({
  event: z.enum(["reached", "at_risk", "test"]),
  budgetId: z.string(),
  /** Named as webhooks have known it: 2026-11, 2026-Q4, or 2026. */
  month: z.string(),
  threshold: z.number(),
  /** The cost so far, or the forecast. */
  cents: z.string(),
  budgetCents: z.string(),
  scope: z.string(),
  /** The workspace's name, or the tag as `key: value`; null for the organization. */
  subject: z.string().nullable(),
  locale: z.enum(locales),
});
export type Notice = z.infer<typeof notice>;

const eventTypes = {
  reached: "castellan_budget_crossed",
  at_risk: "castellan_budget_at_risk",
  test: "castellan_budget_test",
};

/** Only while the budget is there and names the recipient, however long the message has waited. */
export async function composeNotice(delivery: Delivery): Promise<Composed> {
  const budget = await findBudget(delivery.sourceId);
  if (!budget) return { stopped: "budget_gone" };
  if (!budget.recipients.some(({ id }) => id === delivery.recipient)) return { stopped: "recipient_removed" };
  const { event, locale, ...known } = notice.parse(delivery.content);
  const t = await getTranslator(locale);
  const toSentence = (subject: string) => describe(t, { event, locale, ...known }, subject);
  const whose = known.subject ?? t("overview.attention.organization");
  const metadata = { event_type: eventTypes[event], event_payload: known };
  return {
    post: { text: toSentence(known.subject === null ? whose : toSlackText(known.subject)), metadata },
    mail: await toMail(t, { sentence: toSentence(toHeaderText(whose)), locale, delivery }),
  };
}

function describe(
  t: Translate,
  { event, month, threshold, cents, budgetCents, locale }: Notice,
  name: string,
) {
  const money = (amount: string) => formatCents(amount, locale, usd);
  const values = { threshold, name, period: month, amount: money(cents), budget: money(budgetCents) };
  return t(`mail.budget.${event}`, values);
}

type Given = { sentence: string; locale: Locale; delivery: Delivery };

async function toMail(t: Translate, { sentence, locale, delivery }: Given) {
  const blocks: Block[] = [
    { kind: "headline", text: sentence },
    {
      kind: "link",
      label: t("mail.budget.open"),
      href: toOwnAddress(`/cost/budgets?budget=${delivery.sourceId}`),
    },
    { kind: "note", text: t("mail.budget.why") },
    {
      kind: "link",
      label: t("mail.unsubscribe"),
      href: await toUnsubscribeAddress(delivery, "/unsubscribe"),
    },
  ];
  return {
    subject: toHeaderText(sentence),
    text: toMailText(blocks),
    html: toMailHtml(sentence, locale, blocks),
  };
}
