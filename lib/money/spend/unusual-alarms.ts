import "server-only";
import { z } from "zod";
import { locales } from "@/i18n/locale";
import { toReach } from "@/lib/core/auth/peers";
import { database } from "@/lib/core/db/client";
import { unusualDayAlarms } from "@/lib/core/db/unusual-day-tables";
import { type Block, toMailHtml, toMailText } from "@/lib/core/delivery/mail-blocks";
import { type Composed, type Delivery, toHeaderText, toSlackText } from "@/lib/core/delivery/message";
import { enqueue } from "@/lib/core/delivery/outbox-store";
import { getTranslator } from "@/lib/core/delivery/translate";
import { selectWebhooks } from "@/lib/core/delivery/webhooks-store";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { formatDay } from "@/lib/core/format/format";
import { formatCents } from "@/lib/core/money/money";
import { toDifference } from "@/lib/core/money/money-math";
import { everyone } from "@/lib/core/organization/visibility";
import { listCurrencies } from "@/lib/money/reports/query/currencies";
import { findDayDrivers } from "./day-drivers";
import { judgeDays, toComparedDays } from "./unusual-days";
import { findNote } from "./unusual-notes-store";

const judgedDays = 7;
/** Older days are recorded without a message: nobody waits for those. */
const toldDays = 3;
/** Late rows would make a day that has just ended look cheap. */
const settledHour = 6;
const alarm = z.object({
  day: z.string(),
  currency: z.string(),
  cents: z.string(),
  usualCents: z.string(),
  /** Missing from messages that earlier versions stored. */
  locale: z.enum(locales).default("en"),
});
type Alarm = z.infer<typeof alarm>;

/** Records each day that stands out once, however often it is revised, and stores a message for each webhook that hears of them. */
export async function recordUnusualDays(now = new Date()): Promise<void> {
  const today = toDay(now);
  const isSettled = now.getUTCHours() >= settledHour;
  const range = { from: addDays(today, -judgedDays), to: addDays(today, isSettled ? -1 : -2) };
  for (const currency of await listCurrencies(["cost"], toComparedDays(range))) {
    const found = await judgeDays(everyone, currency, range, today);
    for (const { day, cents, usualCents } of found) await record({ day, currency, cents, usualCents }, now);
  }
}

async function record({ day, currency, cents, usualCents }: Omit<Alarm, "locale">, now: Date): Promise<void> {
  const webhooks = (await selectWebhooks()).filter((one) => one.getsAlarms);
  const db = await database();
  await db.transaction(async (tx) => {
    const added = await tx
      .insert(unusualDayAlarms)
      .values({ day, currency, cents, usualCents, recordedAt: now })
      .onConflictDoNothing()
      .returning({ day: unusualDayAlarms.day });
    if (added.length === 0 || day < addDays(toDay(now), -toldDays)) return;
    for (const { id, locale } of webhooks) {
      const content: Alarm = { day, currency, cents, usualCents, locale };
      const about = { kind: "unusual_day", sourceId: `${day} ${currency}`, occasion: "first seen", content };
      await enqueue(tx, about, [{ channel: "webhook", id }], now);
    }
  });
}

/** With the amounts of the day on which it was first seen. Stopped once someone has explained it. */
export async function composeAlarm(delivery: Delivery): Promise<Composed> {
  const { day, currency, cents, usualCents, locale } = alarm.parse(delivery.content);
  if (await findNote({ scope: toReach(everyone), day, currency })) return { stopped: "day_acknowledged" };
  const t = await getTranslator(locale);
  const money = (amount: string) => formatCents(amount, locale, currency);
  const differenceCents = toDifference(usualCents, cents);
  const judged = { day, cents, usualCents, differenceCents };
  const drivers = (await findDayDrivers(everyone, currency, [judged])).get(day) ?? [];
  const toSentence = (toName: (text: string) => string) =>
    t(drivers.length === 0 ? "mail.unusualDay.sentence" : "mail.unusualDay.story", {
      day: formatDay(day, locale),
      cost: money(cents),
      usual: money(usualCents),
      story: drivers
        .map(({ label, within }) => {
          const name = toName(label ?? t("reports.default"));
          const inside = within.map((part) => toName(part.label ?? part.key)).join(", ");
          return inside ? `${name} (${inside})` : name;
        })
        .join(", "),
    });
  const href = toOwnAddress(`/cost/changes?${new URLSearchParams({ from: day, to: day, unusual: day })}`);
  const sentence = toSentence(toHeaderText);
  const blocks: Block[] = [
    { kind: "headline", text: sentence },
    { kind: "link", label: t("mail.unusualDay.open"), href },
  ];
  return {
    post: {
      text: `${toSentence(toSlackText)} ${href}`,
      metadata: {
        event_type: "castellan_unusual_day",
        event_payload: { day, currency, cents, usualCents, differenceCents, drivers },
      },
    },
    mail: {
      subject: toHeaderText(sentence),
      text: toMailText(blocks),
      html: toMailHtml(sentence, locale, blocks),
    },
  };
}
