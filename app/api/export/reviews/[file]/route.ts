import { currentReader } from "@/lib/auth/session";
import { exportPack } from "@/lib/exports/review-pack";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportPack(request, (await params).file, currentReader);
}
