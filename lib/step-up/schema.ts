/** Whether the person has signed in recently enough for dangerous acts, and how they can. */
export type StepUp = {
  isFresh: boolean;
  /** Whether they have a passkey that works under this host. */
  hasPasskey: boolean;
  /** How long a sign-in counts as recent. */
  minutes: number;
  /** The identity provider that can ask again, and where a browser begins that. */
  provider: { name: string; way: `signin/${string}` } | null;
  /** The persona of the sandbox that can be taken on again. */
  persona: string | null;
  isLink: boolean;
};
