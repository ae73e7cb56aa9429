export type StepUp = {
  isFresh: boolean;
  hasPasskey: boolean;
  minutes: number;
  provider: { name: string; way: `signin/${string}` } | null;
  persona: string | null;
  isLink: boolean;
};
