/** Owns what is asked for besides the sum: an advance, honour, other rights (forms II and III). */
import { builders } from './guards.js';

const { ask, gate } = builders;

export const rights = {
  wants_advance: ask({ reads: { kind: 'yes_no' }, tells: 'damages', cites: ['advance.heads', 'advance.share', 'advance.asked'], then: 'honour' }),
  honour: gate([{ when: 'honourHasForms', to: 'honour_form' }, { to: 'other_rights' }]),
  honour_form: ask({
    reads: { kind: 'choice', options: ['apology_and_press', 'apology', 'press'] },
    cites: ['honour.entitled', 'honour.form_criminal'],
    then: 'other_rights',
  }),
  other_rights: ask({ reads: { kind: 'text', none: true }, then: 'papers' }),
};
