/** Owns the form that is one button: an act that needs no more than which row it is about. */
import { Csrf } from './page.js';

/** `field`: what it is about, as the form names it. `sure`: the question that a script asks first. */
type Given = {
  readonly csrf: string;
  readonly action: string;
  readonly label: string;
  readonly field?: readonly [name: string, value: string];
  readonly sure?: string | undefined;
  readonly look?: 'quiet' | 'link' | 'button';
  /** Sent in place when there is script: the part is redrawn, nothing else moves. */
  readonly inPlace?: boolean;
};

export const Press = ({ csrf, action, label, field, sure, look = 'quiet', inPlace = false }: Given) => (
  <form method="post" action={action} {...(inPlace ? { 'data-quiet': '' } : {})}>
    <Csrf token={csrf} />
    {field === undefined ? null : <input type="hidden" name={field[0]} value={field[1]} />}
    <button class={look} type="submit" {...(sure === undefined ? {} : { 'data-sure': sure })}>
      {label}
    </button>
  </form>
);
