import NextLink, { type LinkProps } from "next/link";

/**
 * Doesn't prefetch: a page is read for this person at this moment, so that a prefetch returns nothing of it, but each
 * page would ask for two of every link that it shows.
 */
export function Link<RouteType>(props: LinkProps<RouteType>) {
  return <NextLink prefetch={false} {...props} />;
}
