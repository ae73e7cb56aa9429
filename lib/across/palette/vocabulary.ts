/** Client-safe. What the palette finds in the mirror. */
export const hitKinds = ["member", "workspace", "key"] as const;
export type HitKind = (typeof hitKinds)[number];

export const maxHits = 8;
