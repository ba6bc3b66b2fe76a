/** Owns the line that leads back to administration, or to a list of it. */
import type { Ctx } from '../routes.js';

export const Back = ({ ctx, to = '/admin', label = 'console.nav.admin' }: { readonly ctx: Ctx; readonly to?: `/${string}`; readonly label?: string }) => (
  <p class="back">
    <a href={`/console${to}`}>← {ctx.words.say(label)}</a>
  </p>
);
