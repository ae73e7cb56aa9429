import { NotFoundState } from "@/components/shell/not-found-state";

export default function NotFound() {
  return (
    <main className="flex min-h-[70dvh] flex-col">
      <NotFoundState />
    </main>
  );
}
