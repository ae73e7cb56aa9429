import type { ReviewRow } from "@/lib/governance/reviews/schema";
import type { Decision } from "@/lib/governance/reviews/vocabulary";

/** What a reviewer does instead of deciding. */
export type Instead = "handOver" | "question";
/** What a dialog is open for. */
export type Asked = { row: ReviewRow; decision?: Decision | undefined; what?: Instead };
