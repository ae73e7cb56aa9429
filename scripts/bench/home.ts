import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { createFolder, removeFolder } from "@/e2e/castellan";
import { atEnd } from "./ends";

const content = z.object({
  key: z.string(),
  secret: z.string(),
  metricsToken: z.string(),
  isFilled: z.boolean(),
});
type Content = z.infer<typeof content>;
export type Home = Content & { folder: string; markFilled: () => Promise<void> };

const keptIn = ".data/bench";

export async function createHome(): Promise<Home> {
  const folder = await createFolder();
  atEnd(() => removeFolder(folder));
  return { ...createContent(), folder, markFilled: async () => {} };
}

/** Kept, so that parts can be measured again without a first sync. */
export async function openKeptHome(name: string): Promise<Home> {
  const folder = join(process.cwd(), keptIn, name);
  const file = join(folder, "home.json");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const known = await readFile(file, "utf8").catch(() => undefined);
  const home = known === undefined ? createContent() : content.parse(JSON.parse(known));
  const save = (isFilled: boolean) => writeFile(file, JSON.stringify({ ...home, isFilled }), { mode: 0o600 });
  await save(home.isFilled);
  return { ...home, folder, markFilled: () => save(true) };
}

function createContent(): Content {
  return {
    key: newSecret("sk-ant-admin01-"),
    secret: newSecret(""),
    metricsToken: newSecret("metrics-"),
    isFilled: false,
  };
}

function newSecret(prefix: string): string {
  return `${prefix}${randomBytes(32).toString("base64url")}`;
}
