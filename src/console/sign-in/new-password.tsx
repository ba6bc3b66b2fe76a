/** Owns the two fields of a new password: what it must be, and the same again. */
import { LEAST_LENGTH } from '../../office/index.js';
import type { Words } from '../../wording/index.js';
import { Field } from '../page.js';

export const NewPassword = ({ words }: { readonly words: Words }) => (
  <>
    <Field label={words.say('console.invitation.new_password')} name="password" hint={words.say('console.invitation.password_hint', { least: LEAST_LENGTH })}>
      <input id="password" name="password" type="password" autocomplete="new-password" required minlength={LEAST_LENGTH} aria-describedby="password-hint" />
    </Field>
    <Field label={words.say('console.invitation.again')} name="again">
      <input id="again" name="again" type="password" autocomplete="new-password" required />
    </Field>
  </>
);
