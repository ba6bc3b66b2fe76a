/** Owns how the money is to be paid: fields 15 and 16 of the form. */
import { builders } from './guards.js';

const { ask, gate } = builders;

export const payment = {
  payment: gate([{ when: 'claimIsForHonourOnly', to: 'confirm_review' }, { to: 'payment_way' }]),
  payment_way: ask({ reads: { kind: 'choice', options: ['transfer', 'cash'] }, then: [{ when: 'paidByTransfer', to: 'bank_name' }, { to: 'confirm_review' }] }),
  bank_name: ask({ reads: { kind: 'text' }, then: 'bank_account' }),
  bank_account: ask({ reads: { kind: 'text' }, then: 'bank_holder' }),
  bank_holder: ask({ reads: { kind: 'text' }, then: 'confirm_review' }),
};
