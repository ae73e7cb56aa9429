import { openApi, Site, waitForHistory } from "@/scripts/stage/site";
import type { Store } from "@/scripts/stage/stores";
import { measureInBrowser } from "./browser";
import { type Figures, toName } from "./figures";
import { measureFiles } from "./files";
import { measureFirstSync } from "./first-sync";
import type { Bench, Part } from "./part";
import { createPeople } from "./people";
import { readMegabytes } from "./probes";
import { measureReview } from "./reviews";
import { measureSearches } from "./search";
import { measureMonths, measurePages } from "./visits";

/** Measured one after the other, once the first sync is over. */
export const parts: Part[] = [
  { name: "reviews", measure: measureReview },
  { name: "pages", measure: measurePages },
  { name: "browser", measure: measureInBrowser },
  { name: "search", measure: measureSearches },
  { name: "files", measure: measureFiles },
  { name: "months", measure: measureMonths },
];

const peopleCount = 32;

type Case = { size: string; store: Store; historyDays: number; only: readonly string[] };

export async function measure({ size, store, historyDays, only }: Case): Promise<Figures> {
  const figures: Figures = {};
  const note: Bench["note"] = (subject, name, value, unit) => {
    if (Number.isNaN(value)) return;
    figures[toName(subject, name)] = { value: Math.round(value * 1000) / 1000, unit };
  };
  const say = createVoice(`${size} on ${store.name}`);
  say("starts the emulated API and Castellan");
  const api = await openApi(size);
  // One complete sync is counted, so that no other may begin.
  const settings = { SYNC_INTERVAL_SECONDS: "86400", HISTORY_DAYS: String(historyDays) };
  const site = await Site.create({ ...settings, ...store.settings }, api);
  note("boot", "with an empty store", await site.boot(), "ms");
  const admin = await site.signIn();
  say("first sync");
  await measureFirstSync({ api, site, admin, historyDays, note, say });
  say("restart");
  await site.stop();
  note("boot", "with a full store", await site.boot(), "ms");
  await waitForHistory(admin, say);
  const client = await store.connect(site.dataDir);
  const people = await createPeople(client, admin, peopleCount);
  await noteStore({ site, client, note });
  const bench = { api, site, admin, people, client, historyDays, note, say };
  for (const part of parts.filter(({ name }) => only.includes(name))) {
    say(part.name);
    await part.measure(bench);
  }
  await client.end();
  return figures;
}

async function noteStore({ site, client, note }: Pick<Bench, "site" | "client" | "note">): Promise<void> {
  note("memory", "after a restart", await readMegabytes(site.pid), "MB");
  const { rows } = await client.query<{ bytes: number; ms: number | null }>(
    `select pg_database_size(current_database())::float8 as bytes,
      (select sum(took_ms)::float8 from finding_runs) as ms`,
  );
  note("store", "size", (rows[0]?.bytes ?? Number.NaN) / 1e6, "MB");
  note("findings", "one pass over all rules", rows[0]?.ms ?? Number.NaN, "ms");
}

function createVoice(title: string): (text: string) => void {
  const startedAt = performance.now();
  return (text) => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const elapsed = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    console.log(`${elapsed.padStart(6)}  ${title}: ${text}`);
  };
}
