import type { ComponentProps } from "react";
import { FailedState } from "./failed-state";
import { HeaderTabs } from "./header-tabs";

/** Instead of a page that can't be shown. The tabs stay, because the other pages may work. */
export function FailedPage(props: ComponentProps<typeof FailedState>) {
  return (
    <>
      <HeaderTabs />
      <FailedState {...props} />
    </>
  );
}
