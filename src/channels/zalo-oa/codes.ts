/**
 * Owns what each error code of the Official Account API means for a message. The operator's sentence for each is in
 * `locales/<language>/zalo.yaml` under `codes`. Source: the platform's table of codes, and those seen in use.
 */

/**
 * `token`: refresh, then the same call once more. `consent`: only an operator can mend it; the whole channel waits. `rate`: the whole channel waits a
 * moment. `billing`: the account lacks something; the whole channel waits. `window`: this person must write first. `person`: this person cannot be
 * reached. `ours`: what we sent does not fit. `again`: may pass.
 */
export type Meaning = 'token' | 'consent' | 'rate' | 'billing' | 'window' | 'person' | 'ours' | 'again';

export const meanings: Readonly<Record<string, Meaning>> = {
  '-32': 'rate',
  '-100': 'ours',
  '-124': 'token',
  '-200': 'again',
  '-201': 'ours',
  '-204': 'consent',
  '-205': 'consent',
  '-209': 'consent',
  '-210': 'ours',
  '-211': 'rate',
  '-212': 'consent',
  '-213': 'person',
  '-214': 'again',
  '-216': 'token',
  '-217': 'person',
  '-218': 'person',
  '-219': 'consent',
  '-220': 'token',
  '-221': 'billing',
  '-223': 'consent',
  '-224': 'billing',
  '-227': 'person',
  '-230': 'window',
  '-232': 'window',
  '-233': 'ours',
  '-234': 'again',
  '-235': 'ours',
  '-237': 'person',
  '-238': 'ours',
  '-240': 'ours',
  '-241': 'ours',
  '-242': 'consent',
  '-244': 'person',
  '-248': 'ours',
  '-249': 'ours',
  '-320': 'billing',
  '-321': 'billing',
  '-401': 'token',
  '-403': 'person',
  '-1340': 'ours',
  '-1341': 'ours',
  '216': 'token',
  '401': 'token',
};

/** A code not in any table is taken for what we sent: tried again for ever it would hold up the chat. */
export const meaningOf = (code: number): Meaning => meanings[String(code)] ?? 'ours';
