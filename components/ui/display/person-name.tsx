import { VendorText } from "./vendor-text";

type Props = { email: string; name: string | null; className?: string };

/** With the address as a tooltip, or in place of a name that isn't known or that others have, too. */
export function PersonName({ email, name, className }: Props) {
  return (
    <span title={email}>
      <VendorText className={className}>{name ?? email}</VendorText>
    </span>
  );
}
