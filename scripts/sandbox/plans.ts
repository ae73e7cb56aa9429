import { formatInstant, hourMs } from "@/lib/sandbox/clock";
import { toId } from "@/lib/sandbox/random";
import { type Plan, smallPlan } from "@/lib/sandbox/seed";
import { seedWorkspaces } from "@/lib/sandbox/seed-workspaces";
import type { Store } from "@/lib/sandbox/store";
import { hugeCounts, largeCounts } from "./large-names";
import { seedLarge } from "./seed-large";

export const sizes = ["small", "large", "huge", "empty"] as const;
export type Size = (typeof sizes)[number];

export const plans: Record<Size, Plan> = {
  small: smallPlan,
  large: { size: "large", name: "Northwind Worldwide", fill: (store) => seedLarge(store, largeCounts) },
  huge: { size: "huge", name: "Northwind Galactic", fill: (store) => seedLarge(store, hugeCounts) },
  empty: { size: "empty", name: "Fresh Start", fill: seedEmpty },
};

function seedEmpty(store: Store): void {
  seedWorkspaces(store, [{ name: "Default", color: "#6B7280", ageDays: 0 }]);
  store.users.put({
    id: toId("user", store.seed, "founder"),
    type: "user",
    email: "founder@freshstart.example",
    name: "Founder",
    role: "admin",
    added_at: formatInstant(store.now().getTime() - hourMs),
  });
}
