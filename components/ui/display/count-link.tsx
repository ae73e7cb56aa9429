import type { Route } from "next";
import { Link } from "@/components/ui/controls/link";
import { NumberText } from "./number-text";

/** A number that opens what it counts; nothing has nothing to open. */
export function CountLink({ href, count }: { href: string; count: number }) {
  if (count === 0)
    return (
      <span className="text-ink-faint">
        <NumberText value={count} />
      </span>
    );
  return (
    // Sound: callers name pages.
    <Link href={href as Route} className="rounded-sm hover:underline">
      <NumberText value={count} />
    </Link>
  );
}
