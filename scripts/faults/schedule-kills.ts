import { setTimeout as pause } from "node:timers/promises";
import { closeReceivers, receiveMail, receivePosts } from "@/lib/core/delivery/test-receivers";
import { addDays } from "@/lib/core/format/calendar";
import { toWhole } from "@/lib/sandbox/random";
import type { Campaign } from "./campaign";
import type { Installation } from "./installation";
import { query, waitUntil } from "./kill-steps";

type Message = { id: string; occasion: string; channel: string; state: string };

const scheduleId = "00000000-0000-4000-8000-0000000000f5";
const webhookId = "00000000-0000-4000-8000-0000000000f6";
const answerMs = 60;
const maxWaitMs = 20_000;

/**
 * A report comes due again and again, and the server that sends it is killed: at any moment, or right when a mail has
 * arrived that isn't acknowledged yet.
 */
export const killSchedules: Campaign = async (installation, { seed, kills }) => {
  const mail = await receiveMail({ onEnd: () => pause(answerMs, null) });
  const hook = await receivePosts(200);
  try {
    await begin(installation, mail.url, hook.url);
    let periods = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      if (await comeDue(installation, periods + 1)) periods += 1;
      const before = mail.received.length;
      const sent = installation.ask("sendDue");
      if (kill % 2 === 0) await pause(toWhole(0, 1_500, seed, "send", kill));
      else await waitUntil(() => mail.received.length > before);
      await installation.killAndRestart();
      await sent;
    }
    const messages = await finish(installation);
    return judge(messages, periods, [
      ...mail.received.map(({ text }) => /^Message-ID: <([^@]+)@/im.exec(text)?.[1] ?? "no message"),
      // Its link has the days of the report, which ends the day before it is due.
      ...hook.received.map(({ body }) => /[?&]to=([\d-]+)/.exec(body)?.[1] ?? "no period"),
    ]);
  } finally {
    closeReceivers();
  }
};

async function begin(installation: Installation, mailUrl: string, hookUrl: string): Promise<void> {
  Object.assign(installation.settings, {
    SMTP_URL: mailUrl,
    MAIL_FROM: "castellan@northwind.example",
    WEBHOOK_ALLOW_PRIVATE: "1",
  });
  await installation.killAndRestart();
  await installation.askAsAdmin("addWebhook", {
    webhookId,
    name: "Books",
    secretUrl: hookUrl,
    secret: null,
    getsAlarms: false,
    locale: "en",
  });
  await installation.askAsAdmin("addSchedule", {
    scheduleId,
    name: "Cost of the week",
    report: "cost",
    query: "range=7d",
    cadence: "daily",
    day: 1,
    hour: 8,
    recipients: { addresses: ["cfo@northwind.example"], webhooks: [webhookId] },
    locale: "en",
  });
}

/** On another day, which is another period; false while the last one isn't stored yet, because its server was too early. */
async function comeDue(installation: Installation, daysAgo: number): Promise<boolean> {
  await installation.server.ready;
  const due = await query(
    installation,
    `update schedules set next_at = now() - interval '${daysAgo} days' where next_at > now() returning id`,
  );
  return due.length === 1;
}

/** As if the minutes had passed after which a claim of a killed server is given up. */
async function finish(installation: Installation): Promise<Message[]> {
  await installation.server.ready;
  for (const until = Date.now() + 3 * maxWaitMs; ; ) {
    await query(
      installation,
      `update deliveries set claimed_at = claimed_at - interval '4 minutes',
        next_attempt_at = least(next_attempt_at, now())`,
    );
    await installation.ask("sendDue");
    const messages = await query<Message>(
      installation,
      "select id, occasion, channel, state from deliveries where kind = 'schedule' order by occasion",
    );
    const isOver = messages.every(({ state }) => state !== "waiting" && state !== "sending");
    if (isOver || Date.now() > until) return messages;
    await pause(500);
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
