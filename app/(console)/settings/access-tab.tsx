import { TokensSection } from "@/components/access-tokens/tokens-section";
import { WaitingAccountsSection } from "@/components/identities/waiting-accounts-section";
import { PasskeysSection } from "@/components/passkeys/passkeys-section";
import { SignInsSection } from "@/components/sessions/sign-ins-section";
import { AccessSection } from "@/components/settings/access-section";
import { PermissionMatrix } from "@/components/settings/permission-matrix";
import { SignInSection } from "@/components/settings/sign-in-section";
import type { SignInSetup } from "@/lib/account/identities/schema";

type Props = { canWrite: boolean; canEnd: boolean; canChange: boolean; signIn: SignInSetup | null };

export function AccessTab({ canWrite, canEnd, canChange, signIn }: Props) {
  return (
    <>
      <WaitingAccountsSection canLetIn={canWrite} />
      <AccessSection canWrite={canWrite} />
      {signIn && <SignInSection setup={signIn} canTest={canChange} />}
      <SignInsSection canEnd={canEnd} />
      <PasskeysSection canRemove={canEnd} />
      <TokensSection canAdd={canChange} canRevoke={canEnd} />
      <PermissionMatrix />
    </>
  );
}
