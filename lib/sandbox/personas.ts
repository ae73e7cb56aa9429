import "server-only";

export const personas = {
  admin: "ines.duarte@northwind.example",
  finance: "marek.dvorak@northwind.example",
  lead: "aoife.nibhriain@northwind.example",
  member: "tomas.oshea@northwind.example",
} as const;
export type PersonaName = keyof typeof personas;
