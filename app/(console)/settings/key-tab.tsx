import { CapabilitiesSection } from "@/components/capabilities/capabilities-section";
import { UnreadableSection } from "@/components/unreadable/unreadable-section";

export function KeyTab() {
  return (
    <>
      <CapabilitiesSection />
      <UnreadableSection />
    </>
  );
}
