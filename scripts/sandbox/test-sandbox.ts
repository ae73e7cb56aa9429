import { createSandbox, type SandboxOptions, toRequestId } from "@/lib/sandbox/app";
import type { OrganizationKind } from "@/lib/sandbox/records";
import { becomeKind } from "./become-kind";
import { createControlRoutes } from "./control";
import { applyFault, createFaults } from "./faults";
import { createLimiter } from "./limiter";
import { acceptInvite, addKey, addUser, type NewKey } from "./outside";
import { plans, type Size } from "./plans";

export type TestSandboxOptions = Omit<SandboxOptions, "plan" | "around"> & {
  size?: Size;
  kind?: OrganizationKind;
  rateLimit?: number;
  control?: boolean;
};

export type TestSandbox = ReturnType<typeof createTestSandbox>;

/** The sandbox of the trial in any size, with faults, which counts each `METHOD /path` that it is asked. */
export function createTestSandbox({
  size = "small",
  kind = "console",
  rateLimit,
  control,
  ...given
}: TestSandboxOptions = {}) {
  const faults = createFaults();
  const requests = new Map<string, number>();
  const sandbox = createSandbox({
    ...given,
    plan: plans[size],
    around: async (context, apply) => {
      const { method, path } = context.req;
      requests.set(`${method} ${path}`, (requests.get(`${method} ${path}`) ?? 0) + 1);
      limit?.(method, path);
      const fault = faults.take({ method, path, body: method === "GET" ? "" : await context.req.text() });
      return fault ? applyFault(fault, { requestId: toRequestId(context), context }, apply) : apply();
    },
  });
  const { store } = sandbox;
  const limit = rateLimit === undefined ? undefined : createLimiter(rateLimit, store.now);
  becomeKind(store, kind);
  if (control) sandbox.app.route("/_sandbox", createControlRoutes(store, faults, requests));
  return {
    ...sandbox,
    faults,
    requests,
    users: { add: (given?: Parameters<typeof addUser>[1]) => addUser(store, given) },
    keys: { add: (given?: NewKey) => addKey(store, given) },
    invites: { accept: (id: string) => acceptInvite(store, id) },
  };
}
