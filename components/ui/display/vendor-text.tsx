import clsx from "clsx";

type Props = { children: string; className?: string };

/** A string that a person or the vendor typed: its direction and bidi controls stay inside. */
export function VendorText({ children, className }: Props) {
  return <bdi className={clsx("[overflow-wrap:anywhere] [unicode-bidi:isolate]", className)}>{children}</bdi>;
}
