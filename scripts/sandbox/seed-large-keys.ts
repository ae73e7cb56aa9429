import { dayMs, formatInstant } from "@/lib/sandbox/clock";
import type { FamilyShare } from "@/lib/sandbox/profiles";
import { hash, pickFrom, toId, toLetters, toRatio, toWhole } from "@/lib/sandbox/random";
import type { ApiKey, LiveSpan, Load, Way } from "@/lib/sandbox/records";
import { toWorkspaceId } from "@/lib/sandbox/seed-workspaces";
import type { Store } from "@/lib/sandbox/store";
import { type LargeCounts, liveTeams, toLargeUserId, toTeamName, workingTeams } from "./large-names";

const firstCoder = 100;
const claudeCode = "Claude Code";
const profiles = ["app", "batch", "agent", "analysis"] as const;

/** A few keys do all the work, as usual. People who code get a key if one is left; others just sign in. */
export function seedLargeKeys(store: Store, counts: LargeCounts): void {
  let coders = 0;
  for (let index = 0; index < counts.keys; index++) {
    const isCoder = isInUse(index) && isOfClaudeCode(index);
    const by = isCoder ? firstCoder + coders : toWhole(60, counts.users - 1, store.seed, "by", index);
    putKey(store, index, by);
    if (isCoder) coders += 1;
  }
  for (; coders < counts.coders; coders++) putKeyless(store, firstCoder + coders);
}

const isOfClaudeCode = (index: number) => index % 7 === 0;
const isStopped = (index: number) => index % 25 === 0;
const isInUse = (index: number) => index % 50 >= 1 && index % 50 <= 9;
const wasInUse = (index: number) => index % 5 === 0;

function putKey(store: Store, index: number, maker: number): void {
  const id = toId("apikey", store.seed, "large", index);
  const isCode = isOfClaudeCode(index);
  const workspace = isCode ? claudeCode : toTeamName(toTeam(index));
  const by = toLargeUserId(store, maker);
  const created = (store.timeline.anchorDay - 410 - (index % 300)) * dayMs + (hash(id) % dayMs);
  const key: ApiKey = {
    id,
    type: "api_key",
    name: isCode ? `claude_code_key_${index}` : `service-${index}`,
    status: isStopped(index) ? "inactive" : "active",
    created_at: formatInstant(created),
    created_by: { id: by, type: "user" },
    expires_at: null,
    partial_key_hint: `sk-ant-api03-${toLetters(3, id)}...${toLetters(4, id, "end")}`,
    principal: isCode ? { type: "user_actor", user_id: by } : null,
    scope: { type: "workspace", workspace_id: toWorkspaceId(store, workspace) },
  };
  const load = isCode ? toCoderLoad(store, maker) : toServiceLoad(store, index);
  store.keys.put({ key, spans: listSpans(store, index, created), load });
}

function listSpans(store: Store, index: number, created: number): LiveSpan[] {
  if (isInUse(index)) return [{ from: created, to: null }];
  if (!wasInUse(index)) return [];
  return [{ from: created, to: (store.timeline.anchorDay - 30 - (index % 340)) * dayMs }];
}

function toServiceLoad(store: Store, index: number): Load {
  const isBuild = index % 100 === 3;
  return {
    // A team builds one kind of thing, so that its bill has few lines.
    profile: isBuild ? "code" : pickFrom(profiles, store.seed, "profile", toTeam(index)),
    kilotokens: Math.round(30 + 2400 * toRatio(store.seed, "load", index) ** 5),
    inferenceGeo: "global",
  };
}

function putKeyless(store: Store, coder: number): void {
  const accountId = toLargeUserId(store, coder);
  const started = toWhole(20, 1200, store.seed, "started", coder);
  store.keyless.push({
    id: toId("source", store.seed, "large", coder),
    load: toCoderLoad(store, coder),
    spans: [{ from: (store.timeline.anchorDay - started) * dayMs, to: null }],
    workspaceId: toWorkspaceId(store, claudeCode),
    accountId,
    serviceAccountId: null,
  });
}

/** Half of the teams do all the work; the others only have keys. */
function toTeam(index: number): number {
  const isWorking = isInUse(index) || wasInUse(index);
  return 2 + (index % (isWorking ? workingTeams : liveTeams));
}

const mixes: readonly [FamilyShare[], ...FamilyShare[][]] = [
  [{ family: "sonnet", share: 1 }],
  [
    { family: "opus", share: 0.6 },
    { family: "sonnet", share: 0.4 },
  ],
  [
    { family: "sonnet", share: 0.85 },
    { family: "haiku", share: 0.15 },
  ],
  [
    { family: "opus", share: 0.5 },
    { family: "sonnet", share: 0.4 },
    { family: "haiku", share: 0.1 },
  ],
];

function toCoderLoad(store: Store, coder: number): Load {
  return {
    profile: "code",
    kilotokens: Math.round(8 + 900 * toRatio(store.seed, "tokens", coder) ** 6),
    inferenceGeo: "global",
    way: toWay(store, coder),
  };
}

function toWay(store: Store, coder: number): Way {
  const eagerness = toRatio(store.seed, "eagerness", coder);
  return {
    presence: 0.1 + 0.88 * eagerness ** 0.9,
    places: Math.floor(8 * toRatio(store.seed, "places", coder) ** 2 * (0.4 + 0.6 * eagerness)),
    families: pickFrom(mixes, store.seed, "mix", coder),
  };
}
