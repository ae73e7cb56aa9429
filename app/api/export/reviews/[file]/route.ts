import { exportPack } from "@/lib/across/exports/review-pack";
import { currentReader } from "@/lib/core/auth/session";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportPack(request, (await params).file, currentReader);
}
