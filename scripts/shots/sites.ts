import type { RunningEmulator } from "@/e2e/emulator";
import { emails, type PersonaName } from "@/e2e/people";
import { signInAt } from "@/e2e/session";
import { openApi, Site, waitForHistory } from "@/scripts/stage/site";
import { Visitor } from "@/scripts/stage/visitor";

export type Cookie = { name: string; value: string };
export type Shown = { url: string; signIn: (persona: PersonaName) => Promise<Cookie> };

/** Pictures of a history that still loads would differ each time, so each site is complete when it opens. */
export const sites = {
  trial: openTrial,
  empty: async () => openLive(await openApi("empty")),
  hostile: async () => openLive(await addHostileNames(await openApi("small"))),
  /** Thousands of people and keys, and as many days as their reports can be read in a few minutes. */
  large: async () => openLive(await openApi("large"), "7"),
};

async function openTrial(): Promise<Shown> {
  const site = await Site.create({ HISTORY_DAYS: "100" });
  await site.boot();
  const signIn = (persona: PersonaName) => signInAt(site.url, emails[persona]);
  const { name, value } = await signIn("admin");
  await waitForHistory(new Visitor(site.url, `${name}=${value}`));
  return { url: site.url, signIn };
}

async function openLive(api: RunningEmulator, days = "31"): Promise<Shown> {
  const site = await Site.create({ HISTORY_DAYS: days }, api);
  await site.boot();
  const admin = await site.signIn();
  await waitForHistory(admin);
  const [name = "", value = ""] = admin.cookie.split("=");
  return { url: site.url, signIn: async () => ({ name, value }) };
}

/** What screens could stumble over. */
const hostileNames = [
  "<img src=x onerror=alert(1)> & “quotes” 'and' \"more\"",
  "\u202Egnol dna sdrawkcab\u202C الاسم الكامل",
  "A".repeat(180),
  "Zalgo Z̸̢̛̪̜̠͙͑̓̒a̷̛̤͕͌̍l̶̮̈́͝g̵̙̽ö̸̧́ 👩‍👩‍👧‍👦🏳️‍🌈",
  "\u200B",
  "=cmd|' /C calc'!A0",
  "Donau­dampf­schifffahrts­elektrizitäten­haupt­betriebs­werk­bau­unter­beamten­gesellschaft",
];

async function addHostileNames(api: RunningEmulator): Promise<RunningEmulator> {
  for (const [index, name] of hostileNames.entries()) {
    const email = `a-very-long-address-of-person-number-${index}-${"x".repeat(24)}@subdomain.northwind.example`;
    const { id } = await api.emulator.addMember({ name, email });
    await api.emulator.addKey({ name, created_by_user_id: id });
  }
  return api;
}
