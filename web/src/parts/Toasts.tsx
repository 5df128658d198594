/** The short news that are shown now. */

import { Button } from "./Button";
import "./toasts.css";
import { toasts } from "./toaster";

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, kind, action }) => (
        <div key={id} class={`toast ${kind}`}>
          <span>{text}</span>
          {action && <Button onClick={action.run}>{action.label}</Button>}
        </div>
      ))}
    </div>
  );
}
