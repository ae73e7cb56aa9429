/** A test process: a server without pages. It answers each JSON line with another. */
import "server-only";
import "next/dist/server/node-environment-baseline";
import { createInterface } from "node:readline";
import { GET } from "@/app/api/[...address]/route";
import { GET as readReady } from "@/app/api/health/ready/route";
import { endSessions } from "@/lib/account/sessions/actions";
import { addSchedule } from "@/lib/across/schedules/actions";
import { deliverySources } from "@/lib/across/schedules/all-sources";
import { describeChain } from "@/lib/core/audit/sentence";
import { verifyChain } from "@/lib/core/audit/verify";
import { createSession, endSessionOf } from "@/lib/core/auth/session-store";
import { inRequest, testOrigin } from "@/lib/core/auth/test-request";
import { addWebhook } from "@/lib/core/delivery/actions";
import { sendDue } from "@/lib/core/delivery/worker";
import { changeSettings } from "@/lib/core/settings/actions";
import { applyAccess } from "@/lib/directory/access/actions";
import { createInvite } from "@/lib/directory/invites/actions";
import { rotateKey } from "@/lib/directory/keys/actions";
import { changeMemberRole, changeMemberRoles } from "@/lib/directory/members/actions";
import { orderOffboarding } from "@/lib/directory/offboardings/actions";
import { closeReview, decideReview, startReview, submitReview } from "@/lib/governance/reviews/actions";
import { closeMonth } from "@/lib/money/statements/actions";
import { syncNow } from "./actions";

type Input = Record<string, unknown>;
type Action = (input: never, operationId?: string) => Promise<unknown>;
type Call = { name: string; token?: string; input: Input; operationId?: string };

const actions: Record<string, Action> = {
  addSchedule,
  addWebhook,
  applyAccess,
  changeMemberRole,
  changeMemberRoles,
  changeSettings,
  closeMonth,
  closeReview,
  createInvite,
  decideReview,
  endSessions,
  orderOffboarding,
  rotateKey,
  startReview,
  submitReview,
  syncNow,
};
const reads: Record<string, string> = {
  readMembers: "members",
  readReviewRows: "reviews/rows",
  readRun: "bulk/run",
  readSettings: "settings",
};
const steps: Record<string, (text: string) => Promise<unknown>> = {
  signIn: (email) =>
    createSession({
      email,
      method: "oidc",
      authenticatedAt: new Date(),
      providerTime: "sent",
      address: "192.0.2.7",
      userAgent: "Vitest",
    }),
  sendDue: () => sendDue(deliverySources),
  signOut: endSessionOf,
  verifyLog: async () => describeChain(await verifyChain()),
};

async function answer({ name, token, input, operationId }: Call): Promise<unknown> {
  const [action, address, step] = [actions[name], reads[name], steps[name]];
  if (step) return step(String(input.of));
  const as = token ? { as: { token } } : {};
  return inRequest({ ...as, keepsTries: true }, async () => {
    // Sound: whatever does not fit, the action itself refuses.
    if (action) return action(input as never, operationId);
    const search = new URLSearchParams(Object.entries(input).map(([key, value]) => [key, String(value)]));
    const request = new Request(`${testOrigin}/api/${address}?${search}`);
    return (await (name === "readReady" ? readReady(request) : GET(request))).json();
  });
}

/** A server goes on after a request that broke. */
function toAnswer(cause: unknown): object {
  return { broke: String(cause) };
}

async function serve(): Promise<void> {
  // Imported now: the modules above read the environment when they load, as in a server.
  const { startServices } = await import("@/instrumentation-node");
  await startServices();
  process.stdout.write("ready\n");
  for await (const line of createInterface(process.stdin))
    process.stdout.write(`${JSON.stringify((await answer(JSON.parse(line)).catch(toAnswer)) ?? null)}\n`);
}

void serve();
