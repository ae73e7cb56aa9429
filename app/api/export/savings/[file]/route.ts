import { exportSavings } from "@/lib/across/exports/savings";
import { currentReader } from "@/lib/core/auth/session";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportSavings(request, (await params).file, currentReader);
}
