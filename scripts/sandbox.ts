import { parseArgs } from "node:util";
import { z } from "zod";
import { defaultSandboxKey, defaultSandboxToken } from "@/lib/sandbox/app";
import { organizationKinds } from "@/lib/sandbox/records";
import { sizes } from "./sandbox/plans";
import { serveSandbox } from "./sandbox/server";
import { createTestSandbox } from "./sandbox/test-sandbox";

const flags = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(4010),
  size: z.enum(sizes).default("small"),
  seed: z.coerce.number().int().default(1),
  "rate-limit": z.coerce.number().int().min(1).optional(),
  key: z.string().min(1).default(defaultSandboxKey),
  "oauth-token": z.string().min(1).default(defaultSandboxToken),
  kind: z.enum(organizationKinds).default("console"),
});

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function readFlags(): z.infer<typeof flags> {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      options: {
        port: text,
        size: text,
        seed: text,
        "rate-limit": text,
        key: text,
        "oauth-token": text,
        kind: text,
      },
    });
    return flags.parse(values);
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return fail(
      `${reason}\nUsage: npm run sandbox -- [--port 4010] [--size ${sizes.join("|")}] [--seed 1] [--rate-limit N] [--key KEY] [--oauth-token TOKEN] [--kind ${organizationKinds.join("|")}]`,
    );
  }
}

const { port, size, seed, key, kind, "rate-limit": rateLimit, "oauth-token": oauthToken } = readFlags();
const sandbox = createTestSandbox({
  size,
  seed,
  key,
  kind,
  oauthToken,
  control: true,
  ...(rateLimit !== undefined && { rateLimit }),
});
const server = await serveSandbox(sandbox.fetch, port).catch((error: NodeJS.ErrnoException) =>
  fail(error.code === "EADDRINUSE" ? `Port ${port} is taken; choose another with --port.` : String(error)),
);
console.log(`Sandbox (${size}) on ${server.url} with the key ${key}`);

for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => server.close().then(() => process.exit(0)));
