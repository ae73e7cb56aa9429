import type { Campaign } from "./campaign";
import type { Installation } from "./installation";
import { killBetweenWrites, query, slowDown, waitForRow } from "./kill-steps";

type Leaver = { id: string; email: string; keyId: string };

/** Off-boards people with a key each and is killed meanwhile. In the end, everything that was ordered is done, once. */
export const killOffboardings: Campaign = async (installation, { seed, kills }) => {
  const { api } = installation;
  const leavers = Array.from({ length: 2 * kills }, (_, at): Leaver => {
    const { id, email } = api.sandbox.users.add({ email: `leaver${at}@northwind.example` });
    const key = api.sandbox.keys.add({ name: `leaver ${at}`, created_by: { id, type: "user" } });
    return { id, email, keyId: key.id };
  });
  await waitForRow(installation, "select from members where email = $1", [leavers.at(-1)?.email]);
  await waitForRow(installation, "select from api_keys where id = $1", [leavers.at(-1)?.keyId]);
  slowDown(installation, seed);
  await installation.askAsAdmin("orderOffboarding", {
    people: leavers.map(({ id, email }) => ({ key: email, memberId: id })),
    keys: leavers.map(({ keyId }) => ({ keyId, choice: "stop", ownerId: null, note: "" })),
    startsAt: null,
  });
  await killBetweenWrites(installation, { seed, kills, of: "leaver" });
  api.mischief = undefined;
  await installation.settle();
  return [...(await listUndone(installation)), ...listStillThere(installation, leavers)];
};

async function listUndone(installation: Installation): Promise<string[]> {
  const rows = await query<{ text: string }>(
    installation,
    "select concat_ws(' ', act, label, state) as text from bulk_rows where state <> 'succeeded'",
  );
  return rows.map(({ text }) => `a step isn't done: ${text}`);
}

function listStillThere({ api }: Installation, leavers: readonly Leaver[]): string[] {
  return leavers.flatMap(({ id, email, keyId }) => [
    ...(api.sandbox.store.users.get(id) ? [`${email} is still a member`] : []),
    ...(api.sandbox.store.keys.get(keyId)?.key.status === "active"
      ? [`the key of ${email} still works`]
      : []),
  ]);
}
