import { ArrowUpRight } from "lucide-react";
import type { Route } from "next";
import { type ReactNode, useId } from "react";
import { Link } from "@/components/ui/controls/link";

type Props = {
  title: ReactNode;
  /** Beside the title. */
  note?: ReactNode;
  href?: Route;
  className?: string;
  children: ReactNode;
};

/** The title is the link to what the card sums up. */
export function Card({ title, note, href, className = "", children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`flex min-w-0 flex-col card p-5 ${className}`}>
      <div className="flex h-5 items-center gap-2">
        <h2 id={id} className="flex text-ink-muted text-sm">
          {href ? (
            <Link href={href} className="group flex items-center gap-1 rounded-sm hover:text-ink">
              {title}
              <ArrowUpRight
                aria-hidden
                className="size-3.5 text-ink-faint group-hover:text-ink print:hidden"
              />
            </Link>
          ) : (
            title
          )}
        </h2>
        {note}
      </div>
      {children}
    </section>
  );
}
