/**
 * `npm run shots`: pictures of every screen of the sandbox, light and dark, wide and narrow, in .data/shots, with a contact
 * sheet of each kind. `--only members,cost` takes some of them; `--readme` also renews those of README.md.
 */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright/test";
import { findBrowser } from "@/e2e/browser";
import { startCastellan } from "@/e2e/castellan";
import { emails } from "@/e2e/people";
import { signInAt } from "@/e2e/session";
import type { SyncStatus } from "@/lib/sync/schema";
import { build, isBuilt } from "./build.mjs";
import { Camera } from "./shots/camera";
import { makeContactSheet } from "./shots/contact-sheet";
import { looks, readmePictures, screens } from "./shots/screens";

const folder = join(process.cwd(), ".data", "shots");
const pauseMs = 1_000;

const { values } = parseArgs({
  options: { only: { type: "string" }, readme: { type: "boolean", default: false } },
});
const names = values.only?.split(",") ?? Object.keys(screens);

/** Pictures of a history that still loads would differ each time. */
async function waitForHistory(site: string): Promise<void> {
  const { name, value } = await signInAt(site, emails.admin);
  for (;;) {
    const answer = await fetch(`${site}/api/sync`, { headers: { cookie: `${name}=${value}` } });
    const { reports, isRunning }: SyncStatus = await answer.json();
    if (!isRunning && reports.total > 0 && reports.done === reports.total) return;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function shootAll(camera: Camera): Promise<void> {
  for (const [kind, look] of Object.entries(looks)) {
    const files: string[] = [];
    await mkdir(join(folder, kind), { recursive: true });
    for (const name of names) {
      const screen = screens[name];
      if (!screen)
        throw new Error(`There is no screen ${name}. There are: ${Object.keys(screens).join(", ")}`);
      const file = join(folder, kind, `${name}.png`);
      await camera.shoot(screen, look, file, true);
      files.push(file);
    }
    await makeContactSheet(camera.browser, files, join(folder, `${kind}.png`));
    console.log(join(folder, `${kind}.png`));
  }
}

async function shootReadme(camera: Camera): Promise<void> {
  for (const [file, name] of Object.entries(readmePictures)) {
    const screen = screens[name];
    const path = join(process.cwd(), "docs", "images", `${file}.png`);
    if (screen) await camera.shoot(screen, looks["light-1440"], path, false);
    console.log(path);
  }
}

if (!isBuilt()) await build();
if (!values.only) await rm(folder, { recursive: true, force: true });
const castellan = await startCastellan({ HISTORY_DAYS: "100", ADMIN_API_REQUESTS_PER_MINUTE: "100000" });
const browser = await chromium.launch(await findBrowser());
try {
  await waitForHistory(castellan.url);
  const camera = new Camera(browser, castellan.url);
  await shootAll(camera);
  if (values.readme) await shootReadme(camera);
} finally {
  await browser.close();
  await castellan.stop();
}
