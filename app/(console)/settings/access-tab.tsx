import { WaitingAccountsSection } from "@/components/identities/waiting-accounts-section";
import { PasskeysSection } from "@/components/passkeys/passkeys-section";
import { SignInsSection } from "@/components/sessions/sign-ins-section";
import { AccessSection } from "@/components/settings/access-section";
import { PermissionMatrix } from "@/components/settings/permission-matrix";

type Props = { canWrite: boolean; canEnd: boolean };

export function AccessTab({ canWrite, canEnd }: Props) {
  return (
    <>
      <WaitingAccountsSection canLetIn={canWrite} />
      <AccessSection canWrite={canWrite} />
      <SignInsSection canEnd={canEnd} />
      <PasskeysSection canRemove={canEnd} />
      <PermissionMatrix />
    </>
  );
}
