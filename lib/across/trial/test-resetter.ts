/** A test process: keeps a sandbox in a folder, resets it, or starts to and is killed; or reports what is there. */
import "server-only";
import { openEntry } from "@/lib/core/audit/entry";
import { listAudit } from "@/lib/core/audit/list";
import { verifyChain } from "@/lib/core/audit/verify";
import type { Actor } from "@/lib/core/auth/actor";
import { claimStore, clearSandboxStore } from "@/lib/core/auth/owner";
import type { Permit } from "@/lib/core/auth/permit";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { env } from "@/lib/core/env/env";

const [folder = "", part] = process.argv.slice(2);
Object.assign(env, { DATA_DIR: folder, DATABASE_URL: undefined });
const say = (word: string) => process.stdout.write(`says ${word}\n`);
const email = "admin@northwind.example";
const who = { id: "user_1", email, name: "Admin", memberId: "user_1", isReadOnly: false, session: null };
const actor: Actor = { ...who, persona: "admin", workspaceIds: null };

await claimStore();
const db = await database();
if (part === "look") {
  // The permission check needs Next, which doesn't load here. Sound: an admin holds this permission.
  const { items } = await listAudit({ actor } as Permit<"log:read">);
  const operations = items.map(({ action, outcome }) => `${action} ${outcome}`);
  const { break: found, proven } = await verifyChain();
  say(JSON.stringify({ grants: await db.$count(grants), operations, found, proven }));
} else {
  const made = { persona: "auditor", createdBy: email, createdAt: new Date() };
  await db.insert(grants).values({ email: "ada@side.example", ...made });
  const entry = await openEntry({ actor, action: "sandbox.reset", targetId: null, request: {} });
  await entry.settleFirst({ outcome: "succeeded" }, async (tx) => {
    await clearSandboxStore(tx);
    if (part === "finish") return;
    say("cleared");
    await new Promise(() => {});
  });
  say("reset");
}
process.stdin.resume();
