/**
 * `npm run shots`: pictures of every screen, light and dark, wide and narrow and on paper, in .data/shots, with a contact
 * sheet of each kind: of the sandbox, of an empty organization, and of one with hostile names. `--only members,cost`
 * takes some of them; `--readme` also renews those of README.md.
 */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "playwright/test";
import { findBrowser } from "@/e2e/browser";
import { build, isBuilt } from "./build.mjs";
import { Camera } from "./shots/camera";
import { makeContactSheet } from "./shots/contact-sheet";
import { type Look, looks, readmePictures, type Screen, screens } from "./shots/screens";
import { openEmpty, openHostile, openTrial, type Site } from "./shots/sites";

const folder = join(process.cwd(), ".data", "shots");

const { values } = parseArgs({
  options: { only: { type: "string" }, readme: { type: "boolean", default: false } },
});
const names = values.only?.split(",") ?? Object.keys(screens);

function find(name: string): Screen {
  const screen = screens[name];
  if (!screen) throw new Error(`There is no screen ${name}. There are: ${Object.keys(screens).join(", ")}`);
  return screen;
}

async function shootAll(toCamera: (screen: Screen) => Promise<Camera>, browser: Browser): Promise<void> {
  for (const [kind, look] of Object.entries<Look>(looks)) {
    const files: string[] = [];
    await mkdir(join(folder, kind), { recursive: true });
    for (const name of names.filter((one) => look.only?.includes(one) ?? true)) {
      const screen = find(name);
      const file = join(folder, kind, `${name}.png`);
      await (await toCamera(screen)).shoot(screen, look, file, true);
      files.push(file);
    }
    if (files.length === 0) continue;
    await makeContactSheet(browser, files, join(folder, `${kind}.png`));
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
const open = { trial: openTrial, empty: openEmpty, hostile: openHostile };
const sites = new Map<keyof typeof open, Promise<Site>>();
const cameras = new Map<keyof typeof open, Camera>();
const browser = await chromium.launch(await findBrowser());

async function toCamera({ site: name = "trial" }: Pick<Screen, "site">): Promise<Camera> {
  const site = sites.get(name) ?? open[name]();
  sites.set(name, site);
  const camera = cameras.get(name) ?? new Camera(browser, await site);
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
