import clsx from "clsx";

type Props = { children: string; className?: string };

/** Isolates the text's direction and bidi controls. */
export function VendorText({ children, className }: Props) {
  return <bdi className={clsx("[overflow-wrap:anywhere] [unicode-bidi:isolate]", className)}>{children}</bdi>;
}
