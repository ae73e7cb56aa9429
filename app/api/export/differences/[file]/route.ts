import { exportChanges } from "@/lib/across/exports/changes";
import { currentReader } from "@/lib/core/auth/session";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportChanges(request, (await params).file, currentReader);
}
