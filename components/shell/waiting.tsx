import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/display/badge";

/** How many reviews wait for the person, drawn by the server, so that no page loads code for it or waits for it. */
export async function Waiting({ count }: { count: Promise<number> }) {
  const [t, waiting] = await Promise.all([getTranslations("shell"), count]);
  if (waiting === 0) return null;
  return (
    <Badge tone="accent">
      {waiting}
      <span className="sr-only"> {t("toDo")}</span>
    </Badge>
  );
}
