import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { addMonths, listDays, toPeriodEnd } from "@/lib/calendar";
import { toWhole } from "@/lib/sandbox/random";
import type { Campaign } from "./campaign";
import type { Installation } from "./installation";

type Count = { name: string; times: number };

/** Closes a month and is killed meanwhile. In the end, whatever came of it, someone closes each month again. */
export const killClosing: Campaign = async (installation, { seed, kills }) => {
  await installation.settle();
  const months = Array.from({ length: kills }, (_, at) => toMonthBefore(installation, at + 1));
  await addEmptyMonths(installation, months);
  const asked = months.map((month) => ({
    name: "closeMonth",
    input: { month, currency: "USD", tag: null, rule: "leave", center: null },
  }));
  for (const [kill, { name, ...call }] of asked.entries()) {
    const token = await installation.asAdmin();
    const answered = installation.ask(name, { ...(token && { token }), ...call, operationId: randomUUID() });
    await pause(toWhole(0, 900, seed, "close", kill));
    await installation.killAndRestart();
    await answered;
  }
  const token = await installation.asAdmin();
  for (const { name, ...call } of asked)
    await installation.ask(name, { ...(token && { token }), ...call, operationId: randomUUID() });
  const statements = await query<{ number: number; month: string }>(
    installation,
    "select number, month from statements order by number",
  );
  const numbers = statements.map(({ number }) => number).join();
  const expected = months.map((_, at) => at + 1).join();
  return [
    ...(numbers === expected ? [] : [`statements are numbered ${numbers} instead of ${expected}`]),
    ...months.flatMap((month) => {
      const times = statements.filter((one) => one.month === month).length;
      return times === 1 ? [] : [`${month} is closed ${times} times`];
    }),
    ...(await listHalfStatements(installation)),
  ];
};

function toMonthBefore({ api }: Installation, count: number): string {
  const today = new Date(api.nowMs).toISOString().slice(0, 7);
  return addMonths(`${today}-01`, -count).slice(0, 7);
}

/** Months before the history, as if they had been read and had no cost. */
async function addEmptyMonths(installation: Installation, months: readonly string[]): Promise<void> {
  const store = await installation.connect();
  const days = months.flatMap((month) =>
    listDays({ from: `${month}-01`, to: toPeriodEnd(`${month}-01`, "month") }),
  );
  for (const day of days)
    await store.query(
      "insert into report_days (report, day, fetched_at, row_count) values ('cost', $1, $2, 0) on conflict do nothing",
      // Not what the store says, whose clock may be ahead: that would be forgotten at the next start.
      [day, new Date().toISOString()],
    );
  await store.end();
}

/** A statement that was closed has its entry in the activity log, which has none without a statement. */
async function listHalfStatements(installation: Installation): Promise<string[]> {
  const found = await query<Count>(
    installation,
    `select s.month as name, (select count(*)::int from audit_log a where a.action = 'statement.close' and a.phase = 'outcome'
        and a.outcome = 'succeeded' and a.target_id = s.month) as times from statements s`,
  );
  return found.flatMap(({ name, times }) =>
    times === 1 ? [] : [`${name} is logged as closed ${times} times`],
  );
}

const recipients = 3;

/** Is killed at each step of sending a mail. Each is received once, or is unknown and never sent again. */
export const killSchedules: Campaign = async (installation, { seed, kills }) => {
  const { mail } = installation;
  await installation.settle();
  const schedules = Array.from({ length: kills }, () => randomUUID());
  await addSchedules(installation, schedules);
  for (let kill = 0; kill < kills; kill += 1) {
    const isAtStep = mail.atStep(toWhole(0, 4, seed, "step", kill));
    await Promise.race([isAtStep, pause(20_000, undefined, { ref: false })]);
    await pause(toWhole(0, 40, seed, "sending", kill));
    await installation.killAndRestart();
  }
  await waitUntilSent(installation);
  return judgeMessages(installation, schedules);
};

async function addSchedules(installation: Installation, ids: readonly string[]): Promise<void> {
  const store = await installation.connect();
  const { rows } = await store.query<{ email: string }>(
    "select email from members where role = 'admin' limit 1",
  );
  const to = Array.from({ length: recipients }, (_, at) => ({
    channel: "address",
    id: `r${at}@northwind.example`,
  }));
  for (const id of ids)
    await store.query(
      `insert into schedules (id, owner, name, report, query, cadence, day, hour, locale, recipients, next_at, created_at, changed_at)
        values ($1, $2, 'Cost', 'cost', 'range=7d', 'monthly', 1, 8, 'en', $3, $4, $4, $4)`,
      [id, rows[0]?.email, JSON.stringify(to), new Date(Date.now() - 60_000).toISOString()],
    );
  await store.end();
}

/** What a killed server was sending is unknown after three minutes. */
async function waitUntilSent(installation: Installation): Promise<void> {
  for (const until = Date.now() + 240_000; Date.now() < until; await pause(1_000)) {
    await installation.server.ready;
    const [open] = await query<{ count: number; sending: number }>(
      installation,
      `select count(*)::int as count, (count(*) filter (where state = 'sending'))::int as sending
        from deliveries where state in ('waiting', 'sending')`,
    );
    const [due] = await query<{ count: number }>(
      installation,
      "select count(*)::int as count from schedules where next_at <= now()",
    );
    if (open?.count === 0 && due?.count === 0) return;
    if (open?.sending === open?.count && due?.count === 0) await installation.passTime(4 * 60_000);
  }
}

async function judgeMessages(installation: Installation, schedules: readonly string[]): Promise<string[]> {
  const rows = await query<{
    id: string;
    state: string;
    source: string;
    occasion: string;
    recipient: string;
  }>(
    installation,
    "select id, state, source_id as source, occasion, recipient from deliveries where kind = 'schedule'",
  );
  const received = (id: string) => installation.mail.received.filter((one) => one.includes(id)).length;
  const wrong = rows.flatMap(({ id, state }) => {
    const times = received(id);
    const isRight = state === "sent" ? times === 1 : state === "unknown" && times <= 1;
    return isRight ? [] : [`a message that is ${state} was received ${times} times`];
  });
  const missing = schedules.flatMap((id) => {
    const count = rows.filter(({ source }) => source === id).length;
    return count === recipients
      ? []
      : [`a schedule has ${count} messages for one period instead of ${recipients}`];
  });
  const sent = rows.filter(({ state }) => state === "sent").length;
  return [...wrong, ...missing, ...(sent === 0 ? ["no message was sent at all"] : [])];
}

async function query<Row extends object>(installation: Installation, sql: string): Promise<Row[]> {
  const store = await installation.connect();
  const { rows } = await store.query<Row>(sql);
  await store.end();
  return rows;
}
