import { exportReceipt } from "@/lib/across/exports/offboardings";
import { currentReader } from "@/lib/core/auth/session";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportReceipt(request, (await params).file, currentReader);
}
