import { afterAll, vi } from "vitest";
import { env } from "@/lib/core/env/env";

const values: Record<string, unknown> = env;
const given = { ...values };

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const name of Object.keys(values)) if (!(name in given)) delete values[name];
  Object.assign(env, given);
});
