import type { Client } from "pg";
import { type Emulator, startEmulator } from "@/e2e/emulator";
import type { Settings } from "@/e2e/processes";
import { measureInBrowser, measureSearches } from "./browser";
import { atEnd, endAll } from "./ends";
import type { Figures, Note } from "./figures";
import { toName } from "./figures";
import { measureFiles } from "./files";
import { measureFirstSync } from "./first-sync";
import type { Home } from "./home";
import { createPeople } from "./people";
import { measureReview } from "./reviews";
import type { BenchStore } from "./stores";
import { Subject } from "./subject";
import { countWarmRequests, measureMonths, measurePages } from "./visits";

export const parts = ["sync", "pages", "browser", "search", "files", "months", "reviews"] as const;
export type Part = (typeof parts)[number];
export type Case = { size: string; historyDays: number; store: BenchStore; home: Home; parts: Set<Part> };

const people = 32;

export async function measure(given: Case): Promise<Figures> {
  const figures: Figures = {};
  const note: Note = (subject, name, value, unit) => {
    figures[toName(subject, name)] = { value: Math.round(value * 1000) / 1000, unit };
  };
  try {
    await measureAll(given, note);
    return figures;
  } finally {
    await endAll();
  }
}

async function measureAll(given: Case, note: Note): Promise<void> {
  const { size, historyDays, store, home } = given;
  const say = createVoice(`${size} on ${store.name}`);
  say("starts the emulated API");
  const running = await startEmulator(home.key, size);
  atEnd(running.stop);
  const subject = await Subject.create(home.folder, toSettings(running.emulator, given));
  atEnd(() => subject.stop());
  say("starts Castellan");
  const bootMs = await subject.boot();
  if (home.isFilled) {
    await subject.watchBackfill(say);
  } else {
    note("boot", "with an empty store", bootMs, "ms");
    say("first sync");
    await measureFirstSync({ subject, running, historyDays, note, say });
    await home.markFilled();
  }
  say("restart");
  await subject.stop();
  note("boot", "with a full store", await subject.boot(), "ms");
  await subject.watchBackfill(say);
  note("memory", "after a restart", await subject.readResidentMegabytes(), "MB");
  await measureParts(given, { subject, emulator: running.emulator, note, say });
  note("memory", "after all visits", await subject.readResidentMegabytes(), "MB");
}

type Measuring = { subject: Subject; emulator: Emulator; note: Note; say: (text: string) => void };

async function measureParts(
  { historyDays, store, parts: chosen }: Case,
  { subject, emulator, note, say }: Measuring,
): Promise<void> {
  const client = await store.connect(subject.dataDir);
  const crowd = await createPeople(client, subject.visitor, people);
  note("findings", "one pass over all rules", await readPass(client), "ms");
  if (chosen.has("reviews")) await measureReview({ client, subject, note, say });
  await client.end();
  if (chosen.has("pages")) {
    say("pages");
    await measurePages(crowd, note, say);
    const requests = await countWarmRequests(subject.visitor, emulator);
    note("Admin API", "requests of warm pages", requests, "requests");
  }
  if (chosen.has("browser")) await measureInBrowser(crowd, note, say);
  if (chosen.has("search")) await measureSearches(crowd, note, say);
  if (chosen.has("files")) await measureFiles(subject.visitor, note, say);
  if (chosen.has("months")) {
    say("reports by months");
    await measureMonths(crowd, historyDays, note);
  }
}

/** The newest pass, as the server measured it, rule by rule. */
async function readPass(client: Client): Promise<number> {
  const { rows } = await client.query<{ ms: number }>("select sum(took_ms)::float8 as ms from finding_runs");
  return rows[0]?.ms ?? Number.NaN;
}

function toSettings({ key, url }: Emulator, { historyDays, store, home }: Case): Settings {
  return {
    ...store.settings,
    NEXTAUTH_SECRET: home.secret,
    METRICS_TOKEN: home.metricsToken,
    ANTHROPIC_ADMIN_KEY: key,
    ANTHROPIC_BASE_URL: url,
    ADMIN_API_REQUESTS_PER_MINUTE: "100000",
    // Once, because one complete sync is counted.
    SYNC_INTERVAL_SECONDS: "86400",
    HISTORY_DAYS: String(historyDays),
  };
}

function createVoice(title: string): (text: string) => void {
  const startedAt = performance.now();
  return (text) => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const elapsed = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    console.log(`${elapsed.padStart(6)}  ${title}: ${text}`);
  };
}
