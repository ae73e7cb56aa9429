import "server-only";

/** Four members of the default organization, one for each way of signing in to the sandbox. */
export const personas = {
  admin: "ines.duarte@northwind.example",
  finance: "marek.dvorak@northwind.example",
  lead: "aoife.nibhriain@northwind.example",
  member: "tomas.oshea@northwind.example",
} as const;
export type PersonaName = keyof typeof personas;
