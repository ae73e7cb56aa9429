import "server-only";
import { leavers } from "./people";
import type { Profile } from "./profiles";
import type { ApiKey } from "./records";

/** Defaults: active, a classic workspace key, without expiry. */
type Extras = {
  actsAs?: "person" | "service";
  isMadeByService?: boolean;
  status?: ApiKey["status"];
  stoppedDaysAgo?: number;
  expiresInDays?: number;
};

/** A null workspace means the whole organization; load is in thousands of tokens per day, age in days. */
export type KeyPlan = readonly [
  name: string,
  workspace: string | null,
  by: string | null,
  profile: Profile,
  kilotokens: number,
  ageDays: number,
  extras?: Extras,
];

const [firstLeaver, secondLeaver] = leavers;
export const prod = "Checkout – prod";
const staging = "Checkout – staging";
const support = "Support assistant";
const search = "Search & ranking";
const data = "Data science";
const tools = "Internal tools";
const legacy = "Legacy chatbot";

export const keyPlans: readonly KeyPlan[] = [
  ["checkout-api", prod, "aoife.nibhriain", "app", 6200, 690],
  ["checkout-batch", prod, "tomas.oshea", "batch", 4100, 420, { actsAs: "service", expiresInDays: 9 }],
  ["checkout-fraud-agent", prod, "deployer", "agent", 620, 210, { actsAs: "service", isMadeByService: true }],
  ["checkout-staging", staging, "aoife.nibhriain", "app", 540, 680],
  ["load-test (temporary!)", staging, firstLeaver, "app", 310, 330],
  ["support-bot", support, "hanh.nguyen", "app", 3900, 600],
  ["support-research", support, "priya.nair", "search", 1250, 380],
  ["support-bot-old", support, "hanh.nguyen", "app", 900, 605, { status: "inactive", stoppedDaysAgo: 64 }],
  ["ranking-judge", search, "juergen.gross", "batch", 2700, 460],
  ["query-rewriter", search, null, "search", 1700, 455],
  ["xiuying – eval notebook", search, "xiuying.wang", "analysis", 150, 190, { actsAs: "person" }],
  ["notebooks", data, secondLeaver, "analysis", 1400, 425],
  ["churn-model", data, "mateo.nunez", "analysis", 720, 260, { actsAs: "service" }],
  [
    "forecast-2025",
    data,
    "mateo.nunez",
    "batch",
    800,
    400,
    { status: "expired", stoppedDaysAgo: 40, expiresInDays: -41 },
  ],
  ["zoe – scratch", data, "zoe.vandenberg", "analysis", 60, 90, { actsAs: "person", expiresInDays: 26 }],
  ["wiki-summaries", tools, "soren.kjaer", "batch", 330, 340],
  ["slack-digest", tools, "soren.kjaer", "app", 210, 300],
  ["slack-digest", tools, "ayse.yildirim", "app", 90, 44],
  ["unused-poc", tools, "kwame.mensah", "app", 0, 240],
  ["first-key", "Default", null, "app", 260, 758],
  ["tomas-dev", "Default", "tomas.oshea", "app", 35, 120, { actsAs: "person" }],
  ["hackathon", "Default", "anais.lefevre", "app", 120, 155, { status: "archived", stoppedDaysAgo: 150 }],
  ["llm-gateway", null, "siobhan.oneill", "app", 880, 110, { actsAs: "service" }],
  ["olena – everywhere", null, "olena.shevchenko", "analysis", 45, 70, { actsAs: "person" }],
  ["legacy-chatbot", legacy, firstLeaver, "app", 1900, 750, { status: "archived", stoppedDaysAgo: 96 }],
  ["legacy-analytics", legacy, null, "batch", 420, 720, { status: "archived", stoppedDaysAgo: 96 }],
];
