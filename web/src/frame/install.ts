/** Putting the page on the home screen, where the browser offers that to a page. */

import { signal } from "@preact/signals";

interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

/** Asks the user to install the page; null where the browser does not offer it. */
export const install = signal<(() => void) | null>(null);

/** Take the browser's offer, and keep it for the button in the sheet about this page. */
export function takeInstallOffer(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    install.value = () => {
      install.value = null;
      void (event as InstallEvent).prompt();
    };
  });
}
