/** Owns the frame of one part beside the talk, and the form of an act on the case. */
import type { Child } from 'hono/jsx';
import { Csrf } from '../../page.js';
import type { ThreadFrame } from '../thread.js';

export const Section = ({
  id,
  title,
  count,
  open,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly count?: number;
  readonly open?: boolean;
  readonly children: Child;
}) => (
  <details class="part" id={`part-${id}`} open={open === true}>
    <summary>
      <h2>{title}</h2>
      {count === undefined ? null : <span class="count">{count}</span>}
    </summary>
    {children}
  </details>
);

/** A form that the page sends in place when it has script. `quiet`: the part is redrawn, nothing else moves. */
export const Post = ({ frame, act, children, quiet = true }: { readonly frame: ThreadFrame; readonly act: string; readonly children: Child; readonly quiet?: boolean }) => (
  <form method="post" action={`/console/cases/${frame.view.row.id}/${act}`} {...(quiet ? { 'data-quiet': '' } : {})}>
    <Csrf token={frame.csrf} />
    {children}
  </form>
);
