import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/core/audit/test-log";
import { addMember, addMembership } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { schedules } from "@/lib/core/db/schedule-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { addSchedule, changePause, changeSchedule, removeSchedule, sendSchedule } from "./actions";
import { getSchedulesPage } from "./read-model";
import { maxSchedulesEach } from "./vocabulary";

const admin = "ada@northwind.example";
const finance = "bob@northwind.example";
const lead = "lee@northwind.example";
const stranger = "dev@northwind.example";
const scheduleId = "00000000-0000-4000-8000-000000000001";
const given = {
  scheduleId,
  name: "Cost of the month",
  report: "cost" as const,
  query: "range=last_month&group=model",
  cadence: "monthly" as const,
  day: 1,
  hour: 8,
  recipients: { addresses: [finance], webhooks: [] as string[] },
  locale: "en" as const,
};

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "billing");
  await addMember("lee", "user");
  await addMember("dev", "developer");
  await addMembership("lee", "w1", "workspace_admin");
});

const add = (more: object = {}, as = finance) => inRequest({ as }, () => addSchedule({ ...given, ...more }));
const change = (more: object = {}, as = finance) =>
  inRequest({ as }, () => changeSchedule({ ...given, ...more }));
const read = async (persona: "admin" | "auditor" | "lead" | "finance" = "finance", email = finance) =>
  (await getSchedulesPage(permitFor(newActor(persona, { email }), "schedules:read"))).schedules;
const readConfirmed = async () => (await (await database()).select().from(schedules))[0]?.peopleConfirmedAt;
const noApi = { absent: "Scheduled reports are Castellan's own; the API has none." };
const forbidden = { by: { "a developer": stranger } };

describeAction("addSchedule", {
  run: (as) => add({}, as),
  changed: async () =>
    expect(await read()).toMatchObject([
      {
        name: given.name,
        owner: finance,
        recipients: [{ channel: "person", id: finance }],
        isPaused: false,
        nextAt: expect.stringMatching(/-01T08:00:00/),
        last: null,
        isWritable: true,
      },
    ]),
  unchanged: async () => expect(await read()).toEqual([]),
  allowed: { by: { finance }, audit: { targetId: scheduleId, targetLabel: given.name, after: { day: 1 } } },
  forbidden,
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("schedules", "insert", run) } },
});

describe("addSchedule", () => {
  test.each([
    { name: " " },
    { report: "settings" },
    { cadence: "hourly" },
    { day: 29 },
    { cadence: "weekly", day: 8 },
    { hour: 24 },
    { recipients: { addresses: [], webhooks: [] } },
    { recipients: { addresses: ["a@b.example\r\nBcc: x@y.example"], webhooks: [] } },
    {
      recipients: {
        addresses: Array.from({ length: 21 }, (_, at) => `p${at}@northwind.example`),
        webhooks: [],
      },
    },
  ])("addSchedule refuses %j", async (wrong) => {
    expect((await add(wrong)).validationErrors).toMatchObject({ code: "invalid" });
    expect(await read()).toEqual([]);
  });

  test("addSchedule leaves addresses outside of the organization to admins, and marks them", async () => {
    const recipients = { addresses: ["cfo@books.example", "team@northwind.example"], webhooks: [] };
    expect((await add({ recipients })).serverError).toMatchObject({ reason: "address_outside" });
    await add({ recipients }, admin);
    expect(await read("auditor")).toMatchObject([{ outside: ["cfo@books.example"], isWritable: false }]);
  });

  describe("of a file of people", () => {
    const ofPeople = [
      { report: "usage" as const, query: "group=person" },
      { report: "usage" as const, query: "range=7d&person=ada%40northwind.example" },
      { report: "claude-code" as const, query: "range=7d&actor=ada%40northwind.example" },
      { report: "actors" as const, query: "kind=person" },
      { report: "members" as const, query: "" },
      { report: "activity" as const, query: "q=ada" },
    ];
    const signIn = (minutesAgo: number) =>
      startTestSession(admin, { authenticatedAt: new Date(Date.now() - minutesAgo * 60_000) });

    test.each(ofPeople)(
      "addSchedule of a file of people needs a recent sign-in, such as %j",
      async (shown) => {
        const old = await inRequest({ as: await signIn(16) }, () => addSchedule({ ...given, ...shown }));
        expect(old.serverError).toMatchObject({ code: "step_up_required" });
        expect(await read("admin", admin)).toEqual([]);
        expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "step_up_required" });
        const recent = await inRequest({ as: await signIn(1) }, () => addSchedule({ ...given, ...shown }));
        expect(recent.serverError).toBeUndefined();
        expect(await readConfirmed()).toEqual(expect.any(Date));
      },
    );

    test("addSchedule of a file of people needs one for each change, and none once it has no people", async () => {
      const own = { ...given, recipients: { addresses: [admin], webhooks: [] } };
      await add(own, admin);
      expect(await readConfirmed()).toBeNull();
      const [shown = given] = ofPeople;
      const old = await signIn(16);
      const refused = await inRequest({ as: old }, () => changeSchedule({ ...own, ...shown }));
      expect(refused.serverError).toMatchObject({ code: "step_up_required" });
      await change({ ...own, ...shown }, admin);
      expect(await readConfirmed()).toEqual(expect.any(Date));
      const without = await inRequest({ as: old }, () => changeSchedule(own));
      expect(without.serverError).toBeUndefined();
      expect(await readConfirmed()).toBeNull();
    });

    test("addSchedule of a file of people is scheduled by no one who may not read it", async () => {
      for (const report of ["members", "activity", "keys"] as const)
        expect((await add({ report })).serverError).toMatchObject({ code: "forbidden" });
      expect(await read()).toEqual([]);
    });
  });

  test("addSchedule has an end", async () => {
    const db = await database();
    const { recipients: _, scheduleId: __, ...terms } = given;
    const at = new Date();
    await db.insert(schedules).values(
      Array.from({ length: maxSchedulesEach }, () => ({
        id: crypto.randomUUID(),
        owner: finance,
        ...terms,
        recipients: [],
        nextAt: at,
        createdAt: at,
        changedAt: at,
      })),
    );
    expect((await add()).serverError).toMatchObject({ reason: "too_many_schedules" });
    expect((await add({}, admin)).serverError).toBeUndefined();
  });

  test("addSchedule lets a team lead schedule, who sees only their own", async () => {
    await add({ recipients: { addresses: [lead], webhooks: [] } }, lead);
    await add({ scheduleId: "00000000-0000-4000-8000-000000000002", name: "B" });
    expect((await read("lead", lead)).map(({ owner }) => owner)).toEqual([lead]);
    expect(await read("admin", admin)).toHaveLength(2);
  });
});

describe("a scheduled report", () => {
  beforeEach(() => add());
  const unchanged = async () => expect(await read()).toMatchObject([{ name: given.name, isPaused: false }]);

  describeAction("changeSchedule", {
    run: (as) => change({ name: "Weekly", cadence: "weekly", day: 3 }, as),
    changed: async () => expect(await read()).toMatchObject([{ name: "Weekly", cadence: "weekly", day: 3 }]),
    unchanged,
    allowed: { by: { "its owner": finance, admin }, audit: { before: { day: 1 }, after: { day: 3 } } },
    forbidden,
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("schedules", "update", run) } },
  });

  describeAction("removeSchedule", {
    run: (as) => inRequest({ as }, () => removeSchedule({ scheduleId })),
    changed: async () => expect(await read()).toEqual([]),
    unchanged,
    allowed: { by: { "its owner": finance, admin }, audit: { before: { name: given.name }, after: null } },
    forbidden,
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("schedules", "delete", run) } },
  });

  describeAction("changePause", {
    run: (as) => inRequest({ as }, () => changePause({ scheduleId, isPaused: true })),
    changed: async () => expect(await read()).toMatchObject([{ isPaused: true }]),
    unchanged,
    allowed: { by: { "its owner": finance, admin }, audit: { after: { isPaused: true } } },
    forbidden,
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("schedules", "update", run) } },
  });

  const listMessages = async () => (await database()).select().from(deliveries);

  describeAction("sendSchedule", {
    run: (as) => inRequest({ as }, () => sendSchedule({ scheduleId })),
    changed: async ({ data }) => {
      expect(data).toEqual([{ state: "waiting", errorCode: "mail_not_set_up" }]);
      expect(await listMessages()).toMatchObject([{ kind: "schedule", recipient: finance }]);
    },
    unchanged: async () => expect(await listMessages()).toEqual([]),
    allowed: { by: { "its owner": finance, admin }, audit: { after: { outcomes: [{ state: "waiting" }] } } },
    forbidden,
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("deliveries", "insert", run) } },
  });

  test("a scheduled report isn't sent to everyone again and again", async () => {
    const id = "00000000-0000-4000-8000-000000000003";
    await add({ scheduleId: id });
    const send = () => inRequest({ as: finance }, () => sendSchedule({ scheduleId: id }));
    for (let times = 0; times < 5; times += 1) expect((await send()).serverError).toBeUndefined();
    expect((await send()).serverError).toMatchObject({ code: "too_many_requests" });
    expect(await listMessages()).toHaveLength(5);
    const other = await inRequest({ as: finance }, () => sendSchedule({ scheduleId }));
    expect(other.serverError).toBeUndefined();
  });

  test("a scheduled report isn't sent more often because it is made anew", async () => {
    const as = await startTestSession(admin);
    const within = (run: () => Promise<{ serverError?: { code: string } | undefined }>) =>
      inRequest({ as, keepsTries: true }, run);
    const sendAnew = async () => {
      const id = { scheduleId: randomUUID() };
      await within(() => addSchedule({ ...given, ...id }));
      const { serverError } = await within(() => sendSchedule(id));
      await within(() => removeSchedule(id));
      return serverError?.code;
    };
    for (let times = 0; times < 20; times += 1) expect(await sendAnew()).toBeUndefined();
    expect(await sendAnew()).toBe("too_many_requests");
  });

  test("a scheduled report stays the same for an address outside, unless an admin changes it", async () => {
    const recipients = { addresses: ["cfo@books.example"], webhooks: [] };
    await change({ recipients }, admin);
    const reason = "schedule_to_outside";
    for (const other of [{ query: "" }, { report: "usage" as const }])
      expect((await change({ recipients, ...other })).serverError).toMatchObject({ reason });
    expect((await change({ recipients, hour: 9 })).serverError).toBeUndefined();
    expect(await read()).toMatchObject([{ query: given.query, hour: 9, outside: ["cfo@books.example"] }]);
    expect((await change({ query: "" })).serverError).toBeUndefined();
    expect((await change({ recipients, query: "" }, admin)).serverError).toBeUndefined();
    expect((await change({ recipients, query: "group=key" }, admin)).serverError).toBeUndefined();
  });

  describe("with an old sign-in", () => {
    const signIn = (email: string) =>
      startTestSession(email, { authenticatedAt: new Date(Date.now() - 3_600_000) });
    const to = (...addresses: string[]) => ({ recipients: { addresses, webhooks: [] as string[] } });
    const saveAs = async (as: string | { token: string }, more: object) =>
      (await inRequest({ as }, () => changeSchedule({ ...given, ...more }))).serverError?.code;
    const id = "00000000-0000-4000-8000-000000000002";
    const addAs = async (as: { token: string }, more: object) =>
      (await inRequest({ as }, () => addSchedule({ ...given, scheduleId: id, ...more }))).serverError?.code;

    test.each([
      ["a colleague", to(lead)],
      ["an unknown address of the organization", to(finance, "team@northwind.example")],
    ])(
      "a scheduled report with an old sign-in isn't sent to %s, neither anew nor as one more",
      async (_, others) => {
        const stolen = await signIn(finance);
        expect(await addAs(stolen, others)).toBe("step_up_required");
        expect(await saveAs(stolen, others)).toBe("step_up_required");
        expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "step_up_required" });
        expect(await read()).toHaveLength(1);
        await unchanged();
        expect(await saveAs(finance, others)).toBeUndefined();
        expect(await saveAs(stolen, { ...others, hour: 9 })).toBeUndefined();
        expect(await saveAs(stolen, { ...others, query: "" })).toBe("step_up_required");
        expect(await saveAs(stolen, { ...others, report: "usage" })).toBe("step_up_required");
      },
    );

    test("a scheduled report with an old sign-in is sent to an address outside by no admin", async () => {
      const stolen = await signIn(admin);
      const outside = to("cfo@books.example");
      expect(await saveAs(stolen, outside)).toBe("step_up_required");
      await unchanged();
      expect(await saveAs(admin, outside)).toBeUndefined();
      expect(await saveAs(stolen, { ...outside, hour: 9 })).toBeUndefined();
      expect(await saveAs(stolen, { ...outside, query: "" })).toBe("step_up_required");
    });

    test("a scheduled report with an old sign-in is scheduled and changed for the person alone", async () => {
      const as = await signIn(finance);
      expect(await addAs(as, {})).toBeUndefined();
      expect(await saveAs(as, { query: "" })).toBeUndefined();
      expect(await saveAs(await signIn(admin), { query: "group=key" })).toBe("step_up_required");
    });
  });

  test("a scheduled report is changed by no one else than its owner and admins", async () => {
    const tries = [
      change({}, lead),
      inRequest({ as: lead }, () => removeSchedule({ scheduleId })),
      inRequest({ as: lead }, () => changePause({ scheduleId, isPaused: true })),
      inRequest({ as: lead }, () => sendSchedule({ scheduleId })),
    ];
    for (const one of tries) expect((await one).serverError).toMatchObject({ code: "not_found" });
    expect(await readAudit()).toMatchObject({ actorEmail: lead, outcome: "failed" });
    await unchanged();
  });
});
