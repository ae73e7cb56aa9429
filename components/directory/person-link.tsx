import clsx from "clsx";
import type { Route } from "next";
import { Link } from "@/components/ui/controls/link";
import { VendorText } from "@/components/ui/display/vendor-text";

export function PersonLink({
  id,
  children,
  className,
}: {
  id: string;
  children: string;
  className?: string;
}) {
  return (
    <Link
      // Sound: the type of a route with a parameter is generic.
      href={`/members/${encodeURIComponent(id)}` as Route}
      className={clsx("min-w-0 truncate rounded-sm hover:underline", className)}
    >
      <VendorText>{children}</VendorText>
    </Link>
  );
}
