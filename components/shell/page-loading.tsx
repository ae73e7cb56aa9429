import { LoadingState } from "./loading-state";
import { Page } from "./page";

/** A page on its way. With it the status of the answer is sent, so what decides about that stands in a layout around it. */
export function PageLoading() {
  return (
    <Page>
      <LoadingState />
    </Page>
  );
}
