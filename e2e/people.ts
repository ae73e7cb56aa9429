import { personas } from "@/lib/sandbox/personas";

export const auditor = "audrey.audit@outside.example";

export const emails = { ...personas, auditor };
export type PersonaName = keyof typeof emails;

export const accounts = {
  impostor: { email: personas.admin, email_verified: false, name: "Not Inês" },
  stranger: { email: "stranger@elsewhere.example", email_verified: true, name: "A Stranger" },
};
