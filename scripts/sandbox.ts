/** `npm run sandbox`: the emulated Admin API, with faults, other sizes, and what happens behind the API's back. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { defaultSandboxKey } from "@/lib/sandbox/app";
import { organizationKinds } from "@/lib/sandbox/records";
import { runCommand } from "./command";
import { sizes } from "./sandbox/plans";
import { serveSandbox } from "./sandbox/server";
import { createTestSandbox } from "./sandbox/test-sandbox";

const flags = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(4010),
  size: z.enum(sizes).default("small"),
  seed: z.coerce.number().int().default(1),
  key: z.string().min(1).default(defaultSandboxKey),
  kind: z.enum(organizationKinds).default("console"),
});
const usage = `Usage: npm run sandbox -- [--port 4010] [--size ${sizes.join("|")}] [--seed 1] [--key KEY] [--kind ${organizationKinds.join("|")}]`;

await runCommand(async () => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { port: text, size: text, seed: text, key: text, kind: text } });
  const read = flags.safeParse(values);
  if (!read.success) throw new Error(`${z.prettifyError(read.error)}\n${usage}`);
  const { port, ...given } = read.data;
  const server = await serveSandbox(createTestSandbox({ ...given, control: true }).fetch, port);
  console.log(`Sandbox (${given.size}) on ${server.url} with the key ${given.key}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => server.close().then(() => process.exit(0)));
});
