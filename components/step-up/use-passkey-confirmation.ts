"use client";

import { signWithPasskey } from "@/components/directory/passkey-ceremony";
import { useWrite } from "@/components/shell/use-write";
import { beginConfirmation, confirmWithPasskey } from "@/lib/step-up/actions";

/** Proves anew who is there, on this page and at once. */
export function usePasskeyConfirmation(onDone: () => void) {
  return useWrite({
    write: async (send) => {
      const options = await send(beginConfirmation, {});
      await send(confirmWithPasskey, { response: await signWithPasskey(options) });
    },
    // Each answer belongs to a challenge that counts once.
    isRepeatable: true,
    onSuccess: onDone,
  });
}
