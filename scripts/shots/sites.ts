import { randomBytes } from "node:crypto";
import { createFolder, startCastellan } from "@/e2e/castellan";
import { type Emulator, startEmulator } from "@/e2e/emulator";
import { waitForLink } from "@/e2e/open-link";
import { emails, type PersonaName } from "@/e2e/people";
import type { Settings } from "@/e2e/processes";
import { signInAt } from "@/e2e/session";
import type { SyncStatus } from "@/lib/across/sync/schema";
import { Visitor } from "@/scripts/bench/visitor";

export type Cookie = { name: string; value: string };
export type Site = {
  url: string;
  signIn: (persona: PersonaName) => Promise<Cookie>;
  stop: () => Promise<void>;
};

const pauseMs = 1_000;
const fast: Settings = { ADMIN_API_REQUESTS_PER_MINUTE: "100000" };

/** The trial, whose history is complete: pictures of one that still loads would differ each time. */
export async function openTrial(): Promise<Site> {
  const { url, stop } = await startCastellan({ ...fast, HISTORY_DAYS: "100" });
  const site = { url, signIn: (persona: PersonaName) => signInAt(url, emails[persona]), stop };
  return waitForHistory(site);
}

/** An organization without anything in it. */
export function openEmpty(): Promise<Site> {
  return openLive("empty", async () => {});
}

const hostileNames = [
  "<img src=x onerror=alert(1)> & “quotes” 'and' \"more\"",
  "\u202Egnol dna sdrawkcab\u202C الاسم الكامل",
  "A".repeat(180),
  "Zalgo Z̸̢̛̪̜̠͙͑̓̒a̷̛̤͕͌̍l̶̮̈́͝g̵̙̽ö̸̧́ 👩‍👩‍👧‍👦🏳️‍🌈",
  "\u200B",
  "=cmd|' /C calc'!A0",
  "Donau­dampf­schifffahrts­elektrizitäten­haupt­betriebs­werk­bau­unter­beamten­gesellschaft",
];

/** An organization whose people and keys have names that screens could stumble over. */
export function openHostile(): Promise<Site> {
  return openLive("small", async (emulator) => {
    for (const [index, name] of hostileNames.entries()) {
      const email = `a-very-long-address-of-person-number-${index}-${"x".repeat(24)}@subdomain.northwind.example`;
      const member = await emulator.addMember({ name, email });
      await emulator.addKey({ name, created_by_user_id: member.id });
    }
  });
}

/** Thousands of people and keys, and as many days as their reports can be read in a few minutes. */
export function openLarge(): Promise<Site> {
  return openLive("large", async () => {}, "7");
}

async function openLive(
  size: string,
  prepare: (emulator: Emulator) => Promise<void>,
  days = "31",
): Promise<Site> {
  const key = `sk-ant-admin01-${randomBytes(32).toString("base64url")}`;
  const running = await startEmulator(key, size);
  await prepare(running.emulator);
  const settings = { ANTHROPIC_ADMIN_KEY: key, ANTHROPIC_BASE_URL: running.emulator.url, HISTORY_DAYS: days };
  const secret = { NEXTAUTH_SECRET: randomBytes(32).toString("base64url") };
  const { url, program, stop } = await startCastellan(
    { ...fast, ...settings, ...secret },
    await createFolder(),
  );
  const admin = new Visitor(url);
  await admin.signIn(await waitForLink(program));
  const [name = "", value = ""] = admin.cookie.split("=");
  const site = {
    url,
    signIn: async () => ({ name, value }),
    stop: async () => {
      await stop();
      await running.stop();
    },
  };
  return waitForHistory(site);
}

async function waitForHistory(site: Site): Promise<Site> {
  const { name, value } = await site.signIn("admin");
  for (;;) {
    const answer = await fetch(`${site.url}/api/sync`, { headers: { cookie: `${name}=${value}` } });
    const { reports, isRunning, lastSyncedAt }: SyncStatus = await answer.json();
    if (!isRunning && lastSyncedAt !== null && reports.done === reports.total) return site;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
