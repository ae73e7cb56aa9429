import "server-only";
import { listCharges } from "./charges";
import { formatBucketTime, toDay } from "./clock";
import { pickFrom, toRatio } from "./random";
import type { Source } from "./sources";
import type { Store } from "./store";
import type { ToCurrency } from "./switches";
import { type Line, measures, type Quantities } from "./traffic";

const terminals = [
  "vscode",
  "iTerm.app",
  "tmux",
  "WarpTerminal",
  "cursor",
  "Apple_Terminal",
  "ghostty",
] as const;

const allTerminals = [
  ...terminals,
  "windsurf",
  "zed",
  "kitty",
  "intellij",
  "WezTerm",
  "alacritty",
  "pycharm",
  "ssh-session",
] as const;

type Variant = { terminal: string; isRemote: boolean; share: number };

function listVariants({ salt, load: { way } }: Source, day: number): Variant[] {
  if (way) return listOwnVariants(salt, way.places, day);
  const main = { terminal: pickFrom(terminals, salt, 1), isRemote: false, share: 1 };
  const hasSecond = toRatio(salt, day, 2) < 0.35;
  const hasRemote = salt % 4 === 0 && toRatio(salt, day, 3) < 0.4;
  const second = { terminal: pickFrom(terminals, salt, 4), isRemote: false, share: 0.3 };
  const remote = { terminal: "web", isRemote: true, share: 0.2 };
  const others = [
    ...(hasSecond && second.terminal !== main.terminal ? [second] : []),
    ...(hasRemote ? [remote] : []),
  ];
  return [...others, main];
}

function listOwnVariants(salt: number, places: number, day: number): Variant[] {
  const main = { terminal: pickSkewed(salt, 1), isRemote: false, share: 1 };
  const others = Array.from({ length: places }, (_, place) => {
    const isRemote = toRatio(salt, 4, place) < 0.2;
    const isUsed = toRatio(salt, day, 5, place) < 0.6;
    return { terminal: isRemote ? "web" : pickSkewed(salt, 6 + place), isRemote, share: isUsed ? 0.25 : 0 };
  });
  const used = new Map(others.filter(({ share }) => share > 0).map((one) => [one.terminal, one]));
  used.delete(main.terminal);
  return [...used.values(), main];
}

function pickSkewed(...parts: readonly number[]): string {
  return allTerminals[Math.floor(allTerminals.length * toRatio(...parts) ** 2.5)] ?? allTerminals[0];
}

/** One row per terminal; parts add up to the day's lines, so the last one takes the rest. */
export function listVariantRows(
  store: Store,
  source: Source,
  lines: readonly Line[],
  { start, toCurrency }: { start: number; toCurrency: ToCurrency },
): object[] {
  const rest = lines.map((line) => ({ ...line, quantities: { ...line.quantities } }));
  return listVariants(source, toDay(start)).flatMap((variant) => {
    const parts = rest.map((line) => ({ ...line, quantities: takeShare(line.quantities, variant.share) }));
    const tokens = parts.reduce((sum, { quantities }) => sum + quantities.uncached + quantities.output, 0);
    return tokens === 0
      ? []
      : [toRow(store, source, variant, { parts, start, currency: toCurrency(source.workspaceId) })];
  });
}

function takeShare(left: Quantities, share: number): Quantities {
  const taken = { ...left };
  for (const measure of measures) {
    taken[measure] = Math.floor(left[measure] * share);
    left[measure] -= taken[measure];
  }
  return taken;
}

function toRow(
  store: Store,
  source: Source,
  variant: Variant,
  { parts, start, currency }: { parts: readonly Line[]; start: number; currency: string },
): object {
  const output = parts.reduce((sum, { quantities }) => sum + quantities.output, 0);
  const work = (per: number) => Math.floor(output / per);
  const tool = (accepted: number, rejected: number) => ({ accepted, rejected });
  return {
    date: formatBucketTime(start),
    actor: toActor(store, source),
    organization_id: store.organization.id,
    customer_type: "api",
    subscription_type: null,
    terminal_type: variant.terminal,
    is_remote: variant.isRemote,
    core_metrics: {
      num_sessions: 1 + work(14_000),
      lines_of_code: { added: work(46), removed: work(139) },
      commits_by_claude_code: work(17_000),
      pull_requests_by_claude_code: work(41_000),
    },
    tool_actions: {
      edit_tool: tool(work(1_300), work(11_000)),
      multi_edit_tool: tool(0, 0),
      write_tool: tool(work(5_200), work(29_000)),
      notebook_edit_tool: tool(variant.terminal === "vscode" ? work(23_000) : 0, 0),
    },
    model_breakdown: listModels(parts, currency),
  };
}

function toActor(store: Store, source: Source): object {
  if (source.actor.type !== "user_actor") return { type: "api_actor", api_key_name: source.apiKeyName ?? "" };
  const { user_id: id } = source.actor;
  const user = store.users.get(id) ?? store.departed.get(id);
  return { type: "user_actor", email_address: user?.email ?? "" };
}

function listModels(parts: readonly Line[], currency: string): object[] {
  const models = [...new Set(parts.map(({ tariff }) => tariff.model))];
  return models.map((model) => {
    const own = parts.filter(({ tariff }) => tariff.model === model);
    const sum = (toCount: (quantities: Quantities) => number) =>
      own.reduce((total, { quantities }) => total + toCount(quantities), 0);
    const units = own
      .flatMap((line) => listCharges(line, line.quantities))
      .reduce((total, charge) => total + charge.units, 0n);
    return {
      model,
      tokens: {
        input: sum(({ uncached }) => uncached),
        output: sum((quantities) => quantities.output),
        cache_read: sum(({ cacheRead }) => cacheRead),
        cache_creation: sum(({ write5m, write1h }) => write5m + write1h),
      },
      estimated_cost: { currency, amount: Math.round(Number(units) / 1e8) },
    };
  });
}
