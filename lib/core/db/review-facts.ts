import "server-only";

/** What is known about a key when its review starts. */
export type KeyFacts = {
  name: string;
  hint: string | null;
  /** As `apiKeys.scope`: keys of the whole organization are reviewed with Default. */
  scope: string;
  createdAt: string | null;
  expiresAt: string | null;
  isMakerGone: boolean;
  /** The open findings about it, by rule. */
  findings: string[];
};

/** What is known about a grant when its review starts. `environment`: `BOOTSTRAP_ADMINS` names the person instead. */
export type GrantFacts = {
  source: "grant" | "environment";
  note: string;
  expiresOn: string | null;
  isExpired: boolean;
  suspendedFor: "left" | "demoted" | null;
  suspendedAt: string | null;
  renewedAt: string | null;
  lastUsedAt: string | null;
  /** Their member in the organization, if they are one. */
  memberId: string | null;
  findings: string[];
};

/** What else is known about a membership when its review starts. */
export type MembershipFacts = {
  /** What their organization role gives them here, besides another role that they have directly. */
  inheritedRole: string | null;
  /** Their other workspaces, by name. */
  elsewhere: { id: string; name: string; role: string }[];
  /** The keys here that they made, by name. `cents`: in US cents, of 30 days. */
  keys: { id: string; name: string; usedOn: string | null; cents: string | null }[];
  /** When a key that they made was last used in another workspace. */
  keysElsewhereOn: string | null;
};

/** An open finding about a person. `isEverywhere`: it isn't about this workspace, so its leads don't see it. */
export type FrozenFinding = { rule: string; isEverywhere: boolean };
