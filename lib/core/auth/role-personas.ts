import "server-only";
import type { Persona } from "./vocabulary";

/** What the organization's directory makes of a role; other roles make a lead or a member. */
export const personaOfRole: Record<string, Persona> = {
  admin: "admin",
  owner: "admin",
  primary_owner: "admin",
  billing: "finance",
};

export const adminRoles = Object.keys(personaOfRole).filter((role) => personaOfRole[role] === "admin");
