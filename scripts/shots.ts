/**
 * `npm run shots`: pictures of every screen, light and dark, wide and narrow and on paper, in .data/shots, with contact
 * sheets of each kind: of the sandbox, of an empty and a large organization, and of one with hostile names.
 * `--only members,cost` and `--looks light-390,paper` take some of them; `--readme` also renews those of README.md.
 * A screen that can't be shown is named at the end; the others are taken all the same.
 */
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "playwright/test";
import { findBrowser } from "@/e2e/browser";
import { build, isBuilt } from "./build.mjs";
import { Camera } from "./shots/camera";
import { makeContactSheets } from "./shots/contact-sheet";
import { type Look, looks, readmePictures } from "./shots/looks";
import { type Screen, screens } from "./shots/screens";
import { openEmpty, openHostile, openLarge, openTrial, type Site } from "./shots/sites";
import { work } from "./shots/work";

const folder = join(process.cwd(), ".data", "shots");
const camerasAtOnce = 3;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    looks: { type: "string" },
    readme: { type: "boolean", default: false },
  },
});
const kinds = values.looks?.split(",") ?? Object.keys(looks);
const names = values.only?.split(",") ?? Object.keys(screens);

function find(name: string): Screen {
  const screen = screens[name];
  if (!screen) throw new Error(`There is no screen ${name}. There are: ${Object.keys(screens).join(", ")}`);
  return screen;
}

async function shootAll(toCamera: (screen: Screen) => Promise<Camera>, browser: Browser): Promise<void> {
  for (const [kind, look] of Object.entries<Look>(looks)) {
    if (!kinds.includes(kind)) continue;
    const shown = names.filter((name) => look.only?.includes(name) ?? true);
    await mkdir(join(folder, kind), { recursive: true });
    const toFile = (name: string) => join(folder, kind, `${name}.png`);
    const waiting = [...shown];
    async function shootNext(): Promise<void> {
      for (let name = waiting.shift(); name; name = waiting.shift()) {
        const screen = find(name);
        const camera = await toCamera(screen);
        await camera.shoot(screen, look, toFile(name), true).catch((cause) => {
          failures.push(`${kind} ${name}: ${cause}`);
        });
      }
    }
    // Most of the time, a page waits for its answers.
    await Promise.all(Array.from({ length: camerasAtOnce }, shootNext));
    const files = shown.map(toFile).filter(existsSync);
    if (files.length === 0) continue;
    const toSheet = (sheet: number) => join(folder, `${kind}-${sheet}.png`);
    console.log((await makeContactSheets(browser, files, look.width, toSheet)).join("\n"));
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
if (!(values.only || values.looks)) await rm(folder, { recursive: true, force: true });
const openWorked = async () => work(browser, await openTrial());
const open = { trial: openWorked, empty: openEmpty, hostile: openHostile, large: openLarge };
const sites = new Map<keyof typeof open, Promise<Site>>();
const cameras = new Map<keyof typeof open, Camera>();
const failures: string[] = [];
const browser = await chromium.launch(await findBrowser());

async function toCamera({ site: name = "trial" }: Pick<Screen, "site">): Promise<Camera> {
  const site = sites.get(name) ?? open[name]();
  sites.set(name, site);
  const opened = await site;
  const camera = cameras.get(name) ?? new Camera(browser, opened);
  cameras.set(name, camera);
  return camera;
}

try {
  await shootAll(toCamera, browser);
  if (values.readme) await shootReadme(await toCamera({}));
} finally {
  await browser.close();
  for (const site of await Promise.allSettled(sites.values()))
    if (site.status === "fulfilled") await site.value.stop();
}
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;
