import { currentReader } from "@/lib/auth/session";
import { exportSavings } from "@/lib/exports/savings";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportSavings(request, (await params).file, currentReader);
}
