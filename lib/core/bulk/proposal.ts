import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

/** What a program asks a person to start: in its words, and by its name. */
export type Proposal = { client: string; reason: string };

/** `needsSecond`: whether a second admin had to approve it then. */
export type KeptProposal = Proposal & { needsSecond: boolean };

export const proposalDays = 7;

const proposing = new AsyncLocalStorage<Proposal>();

/** Runs that are made within `make` wait for a person, who starts them with their own sign-in. */
export function asProposal<Answer>(proposal: Proposal, make: () => Promise<Answer>): Promise<Answer> {
  return proposing.run(proposal, make);
}

export function currentProposal(): Proposal | undefined {
  return proposing.getStore();
}
