/**
 * `npm run shots`: pictures of every screen in .data/shots, with contact sheets: light and dark, wide and narrow and on
 * paper; of the sandbox, of an empty and a large organization, and of one with hostile names.
 * `--only members,cost` and `--looks light-390,paper` take some of them; `--readme` also renews those of README.md.
 * A screen that can't be shown is named at the end; the others are taken all the same.
 */
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright/test";
import { Camera } from "./shots/camera";
import { makeContactSheets } from "./shots/contact-sheet";
import { type Look, looks, readmePictures } from "./shots/looks";
import { type Screen, screens } from "./shots/screens";
import { sites } from "./shots/sites";
import { work } from "./shots/work";
import { onStage } from "./stage/ends";
import { openBrowser } from "./stage/site";

const folder = join(process.cwd(), ".data", "shots");
const camerasAtOnce = 3;
const cameras = new Map<string, Promise<Camera>>();
const failures: string[] = [];
const { values } = parseArgs({
  options: {
    only: { type: "string" },
    looks: { type: "string" },
    readme: { type: "boolean", default: false },
  },
});

function find<T>(all: Record<string, T>, name: string): T {
  const found = all[name];
  if (!found) throw new Error(`There is no ${name}. There are: ${Object.keys(all).join(", ")}`);
  return found;
}

/** Each site opens when its first screen is wanted. */
function toCamera(browser: Browser, { site = "trial" }: Screen): Promise<Camera> {
  const known = cameras.get(site);
  if (known) return known;
  const camera = sites[site]().then(async (shown) => {
    if (site === "trial") await work(browser, shown);
    return new Camera(browser, shown);
  });
  cameras.set(site, camera);
  return camera;
}

async function shootAll(browser: Browser, kind: string, look: Look, names: readonly string[]): Promise<void> {
  await mkdir(join(folder, kind), { recursive: true });
  const toFile = (name: string) => join(folder, kind, `${name}.png`);
  const waiting = [...names];
  async function shootNext(): Promise<void> {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const screen = find(screens, name);
      const camera = await toCamera(browser, screen);
      await camera.shoot(screen, look, { path: toFile(name), fullPage: true }).catch((cause) => {
        failures.push(`${kind} ${name}: ${cause}`);
      });
    }
  }
  // Most of the time, a page waits for its answers.
  await Promise.all(Array.from({ length: camerasAtOnce }, shootNext));
  const pictures = names.map(toFile).filter((file) => existsSync(file));
  const to = (sheet: number) => join(folder, `${kind}-${sheet}.png`);
  const sheets = await makeContactSheets(browser, pictures, { isPhone: look.isPhone ?? false, to });
  console.log(sheets.join("\n"));
}

await onStage(async () => {
  const browser = await openBrowser();
  const names = values.only?.split(",") ?? Object.keys(screens);
  if (!(values.only || values.looks)) await rm(folder, { recursive: true, force: true });
  for (const kind of values.looks?.split(",") ?? Object.keys(looks)) {
    const look = find(looks, kind);
    await shootAll(
      browser,
      kind,
      look,
      names.filter((name) => look.only?.includes(name) ?? true),
    );
  }
  for (const [file, name] of Object.entries(values.readme ? readmePictures : {})) {
    const path = join("docs", "images", `${file}.png`);
    const screen = find(screens, name);
    await (await toCamera(browser, screen)).shoot(screen, find(looks, "light-1440"), {
      path,
      fullPage: false,
    });
    console.log(path);
  }
});
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;
