import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";
import { z } from "zod";

const unit = z.enum(["ms", "s", "MB", "kB", "requests", "pages/s", "×", ""]);
const figure = z.object({ value: z.number(), unit });
const run = z.object({ at: z.string(), machine: z.string(), figures: z.record(z.string(), figure) });
const runs = z.record(z.string(), run);
export type Unit = z.infer<typeof unit>;
export type Figures = z.infer<typeof run>["figures"];
export type Runs = z.infer<typeof runs>;

const committedFile = "docs/bench/figures.json";

export async function readCommitted(): Promise<Runs> {
  return runs.parse(JSON.parse(await readFile(committedFile, "utf8")));
}

/** A part that wasn't measured keeps its figures. */
export async function commitRuns(added: Runs): Promise<void> {
  const all = await readCommitted();
  for (const [title, each] of Object.entries(added))
    all[title] = { ...each, figures: { ...all[title]?.figures, ...each.figures } };
  await writeFile(committedFile, `${JSON.stringify(all, null, 2)}\n`);
}

export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() || "unknown processor";
  const gigabytes = Math.round(totalmem() / 1e9);
  return `${availableParallelism()} cores of ${model}, ${gigabytes} GB, Node ${process.version}, ${process.platform}`;
}

export function toName(subject: string, measure: string): string {
  return `${subject}: ${measure}`;
}

export function toQuantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}

export function formatFigure({ value, unit }: Figures[string]): string {
  const digits = unit === "" || unit === "×" ? 3 : Math.abs(value) < 10 && unit !== "requests" ? 1 : 0;
  return value.toFixed(digits);
}
