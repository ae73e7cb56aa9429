"use client";

import { signWithPasskey } from "@/components/directory/passkey-ceremony";
import { useWrite } from "@/components/shell/use-write";
import { beginConfirmation, confirmWithPasskey } from "@/lib/account/step-up/actions";

export function usePasskeyConfirmation(onDone: () => void) {
  return useWrite({
    write: async (send) => {
      const options = await send(beginConfirmation, {});
      await send(confirmWithPasskey, { response: await signWithPasskey(options) });
    },
    // Each response belongs to a challenge that can be used only once.
    isRepeatable: true,
    onSuccess: onDone,
  });
}
