import { parseArgs } from "node:util";
import { z } from "zod";
import { type Part, parts } from "./measure";

const sizes = ["small", "large", "huge"] as const;
const stores = ["pglite", "postgresql"] as const;

const daysOf = { small: 400, large: 400, huge: 730 };

const toList = <T extends string>(allowed: readonly [T, ...T[]]) =>
  z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(allowed)).min(1));

const flags = z.object({
  size: toList(sizes).default(["small", "large"]),
  store: toList(stores).default([...stores]),
  only: toList(parts).default([...parts]),
  days: z.coerce.number().int().min(1).max(730).optional(),
  keep: z.boolean().default(false),
  check: z.boolean().default(false),
  save: z.boolean().default(false),
});
export type Options = z.infer<typeof flags> & { only: Part[] };

export const usage = `Usage: npm run bench -- [--size ${sizes.join(",")}] [--store ${stores.join(",")}] [--only ${parts.join(",")}] [--days N] [--keep] [--check] [--save]`;

/** @throws with what is wrong and how to use it */
export function readOptions(args: readonly string[]): Options {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = { size: text, store: text, only: text, days: text, keep: flag, check: flag, save: flag };
  try {
    return flags.parse(parseArgs({ args: [...args], options }).values);
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new Error(`${reason}\n${usage}`, { cause });
  }
}

export function toDays(size: Options["size"][number], { days }: Options): number {
  return days ?? daysOf[size];
}
