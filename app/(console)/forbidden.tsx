import { NoAccessState } from "@/components/shell/no-access-state";

export default function Forbidden() {
  return <NoAccessState />;
}
