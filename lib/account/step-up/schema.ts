import type { StepUpProof } from "@/lib/core/settings/schema";

export type StepUp = {
  isFresh: boolean;
  hasPasskey: boolean;
  minutes: number;
  /** What the rules ask for. */
  proof: StepUpProof["kind"];
  provider: { name: string; way: `signin/${string}` } | null;
  /** The provider of this session, if it can't prove when the person signed in. */
  timeless: string | null;
  persona: string | null;
  isLink: boolean;
};

/** `canConfirm`: whether it proves when people signed in; null while nobody knows. */
export type ConfirmingProvider = { name: string; canConfirm: boolean | null };
