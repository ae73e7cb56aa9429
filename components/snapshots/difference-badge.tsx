import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/display/badge";
import type { Difference } from "@/lib/directory/snapshots/schema";

const tones: Record<Difference, Tone> = { added: "good", removed: "danger", changed: "warn" };

export function DifferenceBadge({ difference }: { difference: Difference | null }) {
  const t = useTranslations("snapshots.difference");
  return difference && <Badge tone={tones[difference]}>{t(difference)}</Badge>;
}
