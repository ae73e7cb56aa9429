"use client";

import { useSearchParams } from "next/navigation";
import { loadedLater } from "@/components/ui/on-demand";
import { isDay } from "@/lib/core/format/calendar";

const WrongDayNote = loadedLater(() => import("./wrong-day-note").then((file) => file.WrongDayNote));

/** The days that addresses of pages may hold. */
const names = ["at", "since", "from", "to", "beforeFrom", "beforeTo"];

/** Files refuse such a day; a page shows what it does without it, and says so. */
export function WrongDays() {
  const search = useSearchParams();
  const wrong = names.map((name) => search.get(name) ?? "").find((text) => text !== "" && !isDay(text));
  return wrong !== undefined && <WrongDayNote text={wrong} />;
}
