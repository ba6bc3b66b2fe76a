/** Owns what the form of an agency's contact holds: from a contact, as posted, and as checked by the schema of agencies. */
import { type AgencyContact, agencySchema } from '../../law/index.js';
import type { Ctx } from '../routes.js';

/** Fields of the form, in its order. */
export const fields = ['name', 'also', 'address', 'email', 'phone', 'source', 'checked_on', 'checked_by'] as const;
export type Draft = Readonly<Record<(typeof fields)[number], string>> & { readonly electronic: boolean };

export const draftOf = (contact: AgencyContact): Draft => ({
  name: contact.name,
  also: contact.also.join('\n'),
  address: contact.address ?? '',
  email: contact.email ?? '',
  phone: contact.phone ?? '',
  source: contact.source,
  checked_on: contact.checked_on,
  checked_by: contact.checked_by,
  electronic: contact.electronic_filing,
});
/** As posted, not yet checked. */
export const formDraft = (ctx: Ctx): Draft => ({
  name: ctx.form.text('name'),
  also: ctx.form.text('also'),
  address: ctx.form.text('address'),
  email: ctx.form.text('email'),
  phone: ctx.form.text('phone'),
  source: ctx.form.text('source'),
  checked_on: ctx.form.text('checked_on'),
  checked_by: ctx.form.text('checked_by'),
  electronic: ctx.form.text('electronic') === 'yes',
});
/** The contact as the agencies' schema reads it. */
export const contactOf = (draft: Draft) =>
  agencySchema.safeParse({
    name: draft.name,
    also: draft.also
      .split('\n')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    ...(draft.address === '' ? {} : { address: draft.address }),
    ...(draft.email === '' ? {} : { email: draft.email }),
    ...(draft.phone === '' ? {} : { phone: draft.phone }),
    electronic_filing: draft.electronic,
    source: draft.source,
    checked_on: draft.checked_on,
    checked_by: draft.checked_by,
  });
