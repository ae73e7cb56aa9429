import { ChannelsSection } from "@/components/delivery/channels-section";
import { FindingRulesSection } from "@/components/findings/finding-rules-section";
import { RulesSection } from "@/components/settings/rules-section";
import { SuccessorsSection } from "@/components/settings/successors-section";
import type { ConfirmingProvider } from "@/lib/account/step-up/schema";

type Props = { canWrite: boolean; providers: readonly ConfirmingProvider[] };

export function RulesTab({ canWrite, providers }: Props) {
  return (
    <>
      <RulesSection canWrite={canWrite} providers={providers} />
      <FindingRulesSection canWrite={canWrite} />
      <ChannelsSection canWrite={canWrite} />
      <SuccessorsSection canWrite={canWrite} />
    </>
  );
}
