import { setTimeout as pause } from "node:timers/promises";
import { closeReceivers, receiveMail, receivePosts } from "@/lib/core/delivery/test-receivers";
import { addDays } from "@/lib/core/format/calendar";
import { atEnd } from "@/scripts/stage/ends";
import type { Installation } from "./installation";
import { toFault, withinOrAt } from "./kill";

const scheduleId = "00000000-0000-4000-8000-0000000000f5";
const webhookId = "00000000-0000-4000-8000-0000000000f6";
const answerMs = 60;

/** A report comes due again and again, and no message is lost or sent twice. */
export const killedSchedules = toFault({
  name: "scheduled reports",
  prepare: async (installation) => {
    const mail = await receiveMail({ onEnd: () => pause(answerMs, null) });
    const hook = await receivePosts(200);
    atEnd(async () => closeReceivers());
    await addSchedule(installation, mail.url, hook.url);
    return { mail, hook, periods: 0 };
  },
  before: async (installation, plan) => {
    if (await comeDue(installation, plan.periods + 1)) plan.periods += 1;
  },
  act: (installation) => installation.ask("sendDue"),
  // A mail has arrived, and isn't acknowledged yet.
  moment: withinOrAt(1_500, (_, { mail }) => mail.received.length),
  promise: async (installation, { mail, hook, periods }) => {
    const messages = await finish(installation);
    closeReceivers();
    return judge(messages, periods, [
      ...mail.received.map(({ text }) => /^Message-ID: <([^@]+)@/im.exec(text)?.[1] ?? "no message"),
      // Its link has the days of the report, which ends the day before it is due.
      ...hook.received.map(({ body }) => /[?&]to=([\d-]+)/.exec(body)?.[1] ?? "no period"),
    ]);
  },
});

async function addSchedule(installation: Installation, mailUrl: string, hookUrl: string): Promise<void> {
  Object.assign(installation.settings, {
    SMTP_URL: mailUrl,
    MAIL_FROM: "castellan@northwind.example",
    WEBHOOK_ALLOW_PRIVATE: "1",
  });
  await installation.killAndRestart();
  await installation.askAsAdmin("addWebhook", {
    ...{ webhookId, name: "Books", secretUrl: hookUrl, secret: null, getsAlarms: false, locale: "en" },
  });
  await installation.askAsAdmin("addSchedule", {
    ...{ scheduleId, name: "Cost of the week", report: "cost", query: "range=7d", locale: "en" },
    ...{ cadence: "daily", day: 1, hour: 8 },
    recipients: { addresses: ["cfo@northwind.example"], webhooks: [webhookId] },
  });
}

/** On another day, which is another period; false while the last one isn't stored yet, because its server was too early. */
async function comeDue(installation: Installation, daysAgo: number): Promise<boolean> {
  await installation.server.ready;
  const due = await installation.query(
    `update schedules set next_at = now() - interval '${daysAgo} days' where next_at > now() returning id`,
  );
  return due.length === 1;
}

type Message = { id: string; occasion: string; channel: string; state: string };

/** As if the minutes had passed after which a claim of a killed server is given up. */
async function finish(installation: Installation): Promise<Message[]> {
  for (const until = Date.now() + 60_000; ; await pause(500)) {
    await installation.query(
      `update deliveries set claimed_at = claimed_at - interval '4 minutes',
        next_attempt_at = least(next_attempt_at, now())`,
    );
    await installation.ask("sendDue");
    const messages = await installation.query<Message>(
      "select id, occasion, channel, state from deliveries where kind = 'schedule' order by occasion",
    );
    const isOver = messages.every(({ state }) => state !== "waiting" && state !== "sending");
    if (isOver || Date.now() > until) return messages;
  }
}

function judge(messages: readonly Message[], periods: number, received: readonly string[]): string[] {
  const found = new Set(messages.map(({ occasion }) => occasion)).size;
  return [
    ...(found === periods ? [] : [`${found} periods have messages instead of ${periods}`]),
    ...(messages.length === 2 * periods ? [] : [`${messages.length} messages instead of ${2 * periods}`]),
    ...messages.flatMap(({ id, occasion, channel, state }) => {
      const name = channel === "webhook" ? addDays(occasion.slice(0, 10), -1) : id;
      const times = received.filter((one) => one === name).length;
      // What was being sent when the server was killed may have arrived.
      const isRight = state === "sent" ? times === 1 : state === "unknown" && times <= 1;
      return isRight ? [] : [`the ${channel} message of ${occasion} is ${state} and arrived ${times} times`];
    }),
  ];
}
