/** Owns the frame of one part beside the talk, and the form of an act on the case. */
import type { Child } from 'hono/jsx';
import { Csrf } from '../../page.js';
import { Press } from '../../press.js';
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

/** A form that the page sends in place when it has script: the part is redrawn, nothing else moves. */
export const Post = ({ frame, act, children }: { readonly frame: ThreadFrame; readonly act: string; readonly children: Child }) => (
  <form method="post" action={`/console/cases/${frame.view.row.id}/${act}`} data-quiet="">
    <Csrf token={frame.csrf} />
    {children}
  </form>
);

/** An act on the case that needs one button; sent in place, as `Post`. */
export const PressPost = ({
  frame,
  act,
  ...rest
}: { readonly frame: ThreadFrame; readonly act: string } & Pick<Parameters<typeof Press>[0], 'label' | 'field' | 'sure' | 'look'>) => (
  <Press csrf={frame.csrf} action={`/console/cases/${frame.view.row.id}/${act}`} inPlace {...rest} />
);
