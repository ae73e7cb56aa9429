import { LoadingState } from "@/components/shell/loading-state";
import { Page } from "@/components/shell/page";

export default function Loading() {
  return (
    <Page>
      <LoadingState />
    </Page>
  );
}
