import { parseArgs } from "node:util";
import { listTokensForOperator, makeTokenFor, revokeTokenBy } from "@/lib/account/access-tokens/operator";
import { newServiceTokenInput, tokenIdInput } from "@/lib/account/access-tokens/schema";
import { usualTokenDays } from "@/lib/account/access-tokens/vocabulary";
import { refuseStranger } from "@/lib/core/auth/one-secret";
import { writeBesideServer } from "@/lib/core/db/beside-server";
import { closeDatabase } from "@/lib/core/db/client";
import { log } from "@/lib/core/log/log";
import { runCommand } from "./command";

const usage = `Usage:
  npm run --silent token -- --name NAME --scopes read,members:write [--days 90] [--cidr RANGE,RANGE]
      (--as EMAIL | --service admin|finance|auditor --owner EMAIL)
  npm run --silent token -- --list
  npm run --silent token -- --revoke ID`;

const text = { type: "string" } as const;
const options = {
  ...{ name: text, scopes: text, days: text, cidr: text, as: text, service: text, owner: text, revoke: text },
  list: { type: "boolean" },
} as const;

const anyTokenInput = newServiceTokenInput.extend({ persona: newServiceTokenInput.shape.persona.nullable() });

function readArguments() {
  try {
    return parseArgs({ options }).values;
  } catch {
    throw new Error(usage);
  }
}

type Arguments = ReturnType<typeof readArguments>;

/** `npm run token`: makes, lists, and revokes access tokens beside the running server. */
await runCommand(async () => {
  const given = readArguments();
  // Standard output is what a program reads.
  log.level = "silent";
  writeBesideServer();
  try {
    await refuseStranger();
    await run(given);
  } finally {
    await closeDatabase();
  }
});

async function run(given: Arguments): Promise<void> {
  if (given.list) {
    for (const token of await listTokensForOperator()) console.log(JSON.stringify(token));
  } else if (given.revoke !== undefined) {
    const { data } = tokenIdInput.safeParse({ id: given.revoke });
    if (!data) throw new Error(`${given.revoke} is no ID of a token. --list shows them.`);
    await revokeTokenBy(data.id);
  } else console.log(await make(given));
}

/** @throws Error that says which argument is wrong */
async function make({ as, service, owner, ...given }: Arguments): Promise<string> {
  const person = service === undefined ? as : owner;
  if (person === undefined || (as !== undefined && service !== undefined)) throw new Error(usage);
  const asked = {
    name: given.name,
    scopes: toList(given.scopes),
    networks: toList(given.cidr),
    days: Number(given.days ?? usualTokenDays),
  };
  const { data, error } = anyTokenInput.safeParse({ ...asked, persona: service ?? null });
  if (!data) throw new Error(`Wrong: ${error.issues.map(({ path }) => toOption(path)).join(", ")}\n${usage}`);
  return makeTokenFor({ ...data, owner: person });
}

function toList(given: string | undefined): string[] {
  return (given ?? "").split(",").flatMap((one) => one.trim() || []);
}

function toOption([field]: readonly PropertyKey[]): string {
  return `--${{ networks: "cidr", persona: "service" }[String(field)] ?? String(field)}`;
}
