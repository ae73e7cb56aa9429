import "server-only";
import { dayMs, formatBucketTime, formatInstant, toDay } from "./clock";
import { type KeyPlan, keyPlans, prod } from "./key-plans";
import { people } from "./people";
import type { Profile } from "./profiles";
import { hash, toId, toLetters, toWhole } from "./random";
import type { ApiKey, KeyPrincipal } from "./records";
import { isCodingWithClaude, toUserId } from "./seed-people";
import { toWorkspaceId } from "./seed-workspaces";
import type { Store } from "./store";

export function seedKeys(store: Store): void {
  for (const [index, plan] of keyPlans.entries()) putKey(store, plan, `${plan[0]} ${index}`);
  seedClaudeCodeKeys(store);
  seedKeyless(store);
}

/** One key per member who codes with Claude; the oldest goes to the longest-standing. */
function seedClaudeCodeKeys(store: Store): void {
  for (const [index, [, local, role]] of people.entries()) {
    if (!isCodingWithClaude(role, index)) continue;
    const name = `claude_code_key_${local.replace(".", "_")}_${toLetters(4, store.seed, local).toLowerCase()}`;
    const kilotokens = toWhole(40, 260, store.seed, local, "code");
    const ageDays = Math.min(510, Math.max(2, 730 - index * 16));
    putKey(store, [name, "Claude Code", local, "code", kilotokens, ageDays, { actsAs: "person" }], name);
  }
  putKey(store, ["ci-review", "Internal tools", "balint.szucs", "code", 170, 230], "ci-review");
}

function seedKeyless(store: Store): void {
  const put = (id: string, load: [Profile, number], ageDays: number, accountId: string | null) => {
    const [profile, kilotokens] = load;
    store.keyless.push({
      id: toId("source", store.seed, id),
      load: { profile, kilotokens, inferenceGeo: "global" },
      spans: [{ from: (store.timeline.anchorDay - ageDays) * dayMs, to: null }],
      workspaceId: accountId ? null : toWorkspaceId(store, "Internal tools"),
      accountId,
      serviceAccountId: accountId ? null : toId("svac", store.seed, "federated"),
    });
  };
  for (const [index, [, local, role]] of people.entries())
    if ((role === "user" && index % 2 === 0) || local === "aoife.nibhriain")
      put(local, ["console", 24], Math.max(2, 730 - index * 16), toUserId(store, local));
  put("federated", ["batch", 140], 180, null);
}

function putKey(store: Store, plan: KeyPlan, salt: string): void {
  const [name, workspace, by, profile, kilotokens, ageDays, extras = {}] = plan;
  const { status = "active", stoppedDaysAgo, expiresInDays } = extras;
  const id = toId("apikey", store.seed, salt);
  const toBlockTime = (daysAgo: number) => (store.timeline.anchorDay - daysAgo) * dayMs;
  const created = toBlockTime(ageDays) + (hash(id) % dayMs);
  const expires = toDay(store.now().getTime()) + (expiresInDays ?? 0);
  const key: ApiKey = {
    id,
    type: "api_key",
    name,
    status,
    created_at: formatInstant(created),
    created_by: toMaker(store, by, extras.isMadeByService ?? false),
    expires_at: expiresInDays === undefined ? null : formatBucketTime(expires * dayMs),
    partial_key_hint: by === null ? null : `sk-ant-api03-${toLetters(3, id)}...${toLetters(4, id, "end")}`,
    principal: toPrincipal(store, plan),
    scope:
      workspace === null
        ? { type: "organization" }
        : { type: "workspace", workspace_id: toWorkspaceId(store, workspace) },
  };
  const span = { from: created, to: stoppedDaysAgo === undefined ? null : toBlockTime(stoppedDaysAgo) };
  const inferenceGeo = workspace === prod ? "us" : "global";
  store.keys.put({ key, spans: [span], load: { profile, kilotokens, inferenceGeo } });
}

function toMaker(store: Store, by: string | null, isService: boolean): ApiKey["created_by"] {
  if (by === null) return null;
  return isService
    ? { id: toId("svac", store.seed, by), type: "service_account" }
    : { id: toUserId(store, by), type: "user" };
}

function toPrincipal(store: Store, [name, , by, , , , extras]: KeyPlan): KeyPrincipal | null {
  if (extras?.actsAs === "service")
    return { type: "service_account_actor", service_account_id: toId("svac", store.seed, name) };
  const isPerson = extras?.actsAs === "person" && by !== null;
  return isPerson ? { type: "user_actor", user_id: toUserId(store, by) } : null;
}
