import { ChannelsSection } from "@/components/delivery/channels-section";
import { FindingRulesSection } from "@/components/findings/finding-rules-section";
import { RulesSection } from "@/components/settings/rules-section";
import { SuccessorsSection } from "@/components/settings/successors-section";

export function RulesTab({ canWrite }: { canWrite: boolean }) {
  return (
    <>
      <RulesSection canWrite={canWrite} />
      <FindingRulesSection canWrite={canWrite} />
      <ChannelsSection canWrite={canWrite} />
      <SuccessorsSection canWrite={canWrite} />
    </>
  );
}
