import "server-only";

/** Members of the sandbox's organization. */
export const personas = {
  admin: "ines.duarte@northwind.example",
  finance: "marek.dvorak@northwind.example",
  lead: "aoife.nibhriain@northwind.example",
  member: "tomas.oshea@northwind.example",
} as const;
export type PersonaName = keyof typeof personas;

/** Everyone who signs in with one click: an auditor isn't in the directory and has a grant. */
export const clickable = { ...personas, auditor: "vera.lindqvist@auditors.example" } as const;
export type ClickableName = keyof typeof clickable;
