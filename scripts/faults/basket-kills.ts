import { setTimeout as pause } from "node:timers/promises";
import type { Campaign } from "./campaign";
import type { Installation } from "./installation";
import { killBetweenWrites, slowDown, waitForRow } from "./kill-steps";

const maxWaitMs = 60_000;
const learned = `select from members m join workspace_members w on w.user_id = m.id
  where m.email like 'basket%' and w.workspace_id = $1 and w.gone_at is null having count(*) = $2`;

/** Applies staged changes that add, change, and remove, and is killed again and again until they are done. */
export const killBasket: Campaign = async (installation, { seed, kills }) => {
  const { api } = installation;
  const [from, to] = listPlaces(installation);
  const people = Array.from({ length: 3 * kills }, (_, at) =>
    api.sandbox.users.add({ email: `basket${at}@northwind.example` }),
  );
  for (const { id } of people) api.sandbox.store.grants.get(from)?.set(id, "workspace_user");
  const plan = people.map(({ id: userId }, at) => {
    if (at % 3 === 0) return { workspaceId: to, userId, role: "workspace_user", expected: null };
    const role = at % 3 === 1 ? "workspace_developer" : null;
    return { workspaceId: from, userId, role, expected: "workspace_user" };
  });
  await waitForRow(installation, learned, [from, people.length]);
  slowDown(installation, seed);
  const begun = await installation.askAsAdmin<{ data?: { runId: string } }>("applyAccess", { changes: plan });
  await killBetweenWrites(installation, { seed, kills, of: "basket" });
  api.mischief = undefined;
  await waitForEnd(installation);
  const wrong = plan.filter(
    ({ workspaceId, userId, role }) =>
      (api.sandbox.store.grants.get(workspaceId)?.get(userId) ?? null) !== role,
  );
  return [
    ...(begun?.data ? [] : [`the basket was not taken: ${JSON.stringify(begun)}`]),
    ...wrong.map(({ workspaceId, userId, role }) => `${userId} should be ${role} in ${workspaceId}`),
  ];
};

function listPlaces({ api }: Installation): [string, string] {
  const idOf = (name: string) =>
    api.sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";
  return [idOf("Checkout – prod"), idOf("Data science")];
}

async function waitForEnd(installation: Installation): Promise<void> {
  const store = await installation.connect();
  const sql = "select 1 from bulk_runs where act = 'access.apply' and finished_at is null";
  for (const until = Date.now() + maxWaitMs; Date.now() < until; ) {
    if (!(await store.query(sql)).rowCount) break;
    await pause(200);
  }
  await store.end();
}
