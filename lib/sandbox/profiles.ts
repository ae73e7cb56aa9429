import "server-only";

export type Profile = "app" | "batch" | "search" | "agent" | "code" | "analysis" | "console";

const products = {
  app: "messages_api",
  batch: "messages_api",
  search: "messages_api",
  agent: "managed_agents_api",
  code: "claude_code",
  analysis: "messages_api",
  console: "claude_console",
} as const satisfies Record<Profile, string>;
/** The vendor's documents don't name these products, but its answers do. */
const undocumented: Partial<Record<Profile, readonly string[]>> = {
  code: ["claude_code", "claude_code", "claude_code", "claude_in_xcode"],
  console: ["claude_console", "research", "voice_mode"],
};
export const uncountedProducts: readonly string[] = ["voice_mode"];

export function toProduct(profile: Profile, salt: number): string {
  const known = undocumented[profile] ?? [];
  return known[salt % known.length] ?? products[profile];
}

export type FamilyShare = { family: "opus" | "sonnet" | "haiku"; share: number };

export type Habits = {
  families: readonly FamilyShare[];
  /** Tokens per thousand uncached input tokens: cache read, 5-minute write, 1-hour write, output. */
  mix: readonly [number, number, number, number];
  batchShare: number;
  priorityShare: number;
  longShare: number;
  fastShare: number;
  searches: number;
  requests: number;
  codeSeconds: number;
  sessionSeconds: number;
  isOfficeHours: boolean;
};

const usual: Habits = {
  families: [
    { family: "sonnet", share: 0.82 },
    { family: "haiku", share: 0.18 },
  ],
  mix: [2900, 380, 40, 310],
  batchShare: 0,
  priorityShare: 0,
  longShare: 0,
  fastShare: 0,
  searches: 0,
  requests: 210,
  codeSeconds: 0,
  sessionSeconds: 0,
  isOfficeHours: false,
};

export const habits: Record<Profile, Habits> = {
  app: { ...usual, priorityShare: 0.22 },
  batch: { ...usual, batchShare: 0.9, mix: [250, 60, 0, 420], requests: 480 },
  search: { ...usual, searches: 14, mix: [1200, 220, 0, 260], families: [{ family: "haiku", share: 1 }] },
  agent: {
    ...usual,
    searches: 6,
    codeSeconds: 900,
    sessionSeconds: 5200,
    families: [
      { family: "opus", share: 0.35 },
      { family: "sonnet", share: 0.65 },
    ],
    mix: [6100, 540, 190, 420],
  },
  code: {
    ...usual,
    isOfficeHours: true,
    fastShare: 0.06,
    families: [
      { family: "opus", share: 0.55 },
      { family: "sonnet", share: 0.4 },
      { family: "haiku", share: 0.05 },
    ],
    mix: [17_300, 1170, 0, 361],
  },
  analysis: {
    ...usual,
    isOfficeHours: true,
    longShare: 0.24,
    batchShare: 0.3,
    codeSeconds: 2600,
    mix: [700, 160, 90, 190],
  },
  console: { ...usual, isOfficeHours: true, mix: [0, 0, 0, 540], families: [{ family: "sonnet", share: 1 }] },
};

export const generations = {
  opus: { before: "claude-opus-4-5-20251101", after: "claude-opus-5" },
  sonnet: { before: "claude-sonnet-4-5-20250929", after: "claude-sonnet-5" },
  haiku: { before: "claude-haiku-4-5-20251001", after: "claude-haiku-4-5-20251001" },
} as const;
export type Model = (typeof generations)["opus" | "sonnet" | "haiku"]["before" | "after"];

export function hasInferenceGeo(model: Model): boolean {
  return model === "claude-opus-5" || model === "claude-sonnet-5";
}
