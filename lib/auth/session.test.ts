import { cookies } from "next/headers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { database } from "@/lib/db/client";
import { resetDatabase } from "@/lib/db/test-database";
import { putSettings } from "@/lib/settings/mirror";
import { currentActor, getSecondsLeft, renewSession } from "./session";
import { endSessionsOf } from "./session-ends";
import { addMember } from "./test-directory";
import { inRequest } from "./test-request";
import { decodeSession, newSession, type Session } from "./token";

const email = "ada@northwind.example";
const minuteMs = 60_000;

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => vi.useRealTimers());

const isIn = async (session: Session) => (await inRequest({ as: session }, currentActor)) !== null;
const start = () => newSession({ kind: "person", email });

async function set(changes: Parameters<typeof putSettings>[2]) {
  await (await database()).transaction((tx) => putSettings(tx, "test", changes));
}

async function end(name: string) {
  await (await database()).transaction((tx) => endSessionsOf(tx, name, "test"));
}

/** What the cookie says after a request in which the person did something. */
async function act(session: Session): Promise<Session> {
  const value = await inRequest({ as: session }, async () => {
    await renewSession();
    return (await cookies()).get("castellan.session")?.value;
  });
  const renewed = await decodeSession(value ?? "");
  if (!renewed) throw new Error("there is no session");
  return renewed;
}

test("a session ends when nothing was done for an hour, or for as long as is set", async () => {
  const session = start();
  vi.advanceTimersByTime(60 * minuteMs - 1000);
  expect(await isIn(session)).toBe(true);
  await set({ idle_minutes: 30 });
  expect(await isIn(session)).toBe(false);
  await set({ idle_minutes: 60 });
  vi.advanceTimersByTime(1000);
  expect(await isIn(session)).toBe(false);
});

test("doing something prolongs it, but not beyond eight hours, or what is set", async () => {
  let session = start();
  for (let minutes = 0; minutes < 8 * 60 - 30; minutes += 30) {
    vi.advanceTimersByTime(30 * minuteMs);
    session = await act(session);
  }
  expect(await inRequest({ as: session }, getSecondsLeft)).toBeCloseTo(30 * 60, 0);
  vi.advanceTimersByTime(30 * minuteMs - 1000);
  session = await act(session);
  expect(await isIn(session)).toBe(true);
  await set({ session_hours: 4 });
  expect(await isIn(session)).toBe(false);
  await set({ session_hours: 8 });
  vi.advanceTimersByTime(1000);
  expect(await isIn(session)).toBe(false);
});

test("a session that is over cannot be prolonged", async () => {
  const session = start();
  vi.advanceTimersByTime(61 * minuteMs);
  expect(await inRequest({ as: session }, renewSession)).toBe(0);
});

test("sessions that were ended are over, later ones and those of others are not", async () => {
  await addMember("bob", "admin");
  const session = start();
  vi.advanceTimersByTime(1);
  await end("ADA@northwind.example");
  expect(await isIn(session)).toBe(false);
  expect(await inRequest({ as: session }, renewSession)).toBe(0);
  expect(await inRequest({ as: "bob@northwind.example" }, currentActor)).toMatchObject({ id: "bob" });
  vi.advanceTimersByTime(1);
  expect(await isIn(start())).toBe(true);
});
