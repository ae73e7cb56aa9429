import type { FixTarget } from "@/lib/governance/findings/schema";

/** Of a dialog that mends findings. `onStarted`: many became a run, or the one was done. */
export type FixProps = { targets: readonly FixTarget[]; onStarted: () => void; onClose: () => void };
