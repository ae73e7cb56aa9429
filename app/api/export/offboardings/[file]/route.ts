import { currentReader } from "@/lib/auth/session";
import { exportReceipt } from "@/lib/exports/offboardings";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportReceipt(request, (await params).file, currentReader);
}
