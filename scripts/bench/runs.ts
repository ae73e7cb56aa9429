import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";
import { dirname } from "node:path";
import { z } from "zod";
import type { Runs } from "./figures";

export const committedFile = "docs/bench/figures.json";
export const lastFile = ".data/bench/last.json";

const units = z.enum(["ms", "s", "MB", "kB", "requests", "pages/s", "%", "×", ""]);
const figures = z.record(z.string(), z.object({ value: z.number(), unit: units }));
const runs = z.record(z.string(), z.object({ at: z.string(), machine: z.string(), figures }));

export async function readRuns(file: string): Promise<Runs> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? {} : runs.parse(JSON.parse(text));
}

export async function addRuns(file: string, added: Runs): Promise<void> {
  const all = await readRuns(file);
  for (const [title, run] of Object.entries(added))
    all[title] = { ...run, figures: { ...all[title]?.figures, ...run.figures } };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(all, null, 2)}\n`);
}

export function describeMachine(): string {
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 1e9);
  const model = cpu?.model.trim() || "unknown processor";
  return `${availableParallelism()} cores of ${model}, ${gigabytes} GB, Node ${process.version}, ${process.platform}`;
}
