/** Owns reading a list of happenings: in order of day, the last of a kind, the first after a day. Knows no law. */
import type { Day } from '../../basics/index.js';
import type { ClaimEvent, ClaimEventKind, EventOf } from './events.js';

export type Told = {
  readonly has: (...kinds: readonly ClaimEventKind[]) => boolean;
  /** The latest happening of one of these kinds. A step told twice was begun again, so the last time counts. */
  readonly last: (...kinds: readonly ClaimEventKind[]) => ClaimEvent | undefined;
  /** The first happening of one of these kinds on or after a day. */
  readonly since: (day: Day, ...kinds: readonly ClaimEventKind[]) => ClaimEvent | undefined;
  readonly lodged: EventOf<'lodged'> | undefined;
  readonly negotiated: EventOf<'negotiation_ended'> | undefined;
  readonly suspended: EventOf<'suspended'> | undefined;
  readonly postponed: EventOf<'postponed'> | undefined;
  readonly replied: EventOf<'honour_replied'> | undefined;
  readonly notAccepted: EventOf<'not_accepted'> | undefined;
  readonly terminated: EventOf<'terminated'> | undefined;
  readonly sued: EventOf<'sued'> | undefined;
  /** Days agreed on top, the last agreement. */
  readonly prolonged: (kind: 'verification_prolonged' | 'negotiation_prolonged', since: Day) => number;
};

/** The happenings in order of their day; told in any order, they mean the same. */
export const tell = (events: readonly ClaimEvent[]): Told => {
  const sorted = [...events].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : claimOrder(a) - claimOrder(b)));
  const last = (...kinds: readonly ClaimEventKind[]): ClaimEvent | undefined => sorted.findLast(({ kind }) => kinds.includes(kind));
  const lastOf = <K extends ClaimEventKind>(kind: K): EventOf<K> | undefined => sorted.findLast((one): one is EventOf<K> => one.kind === kind);
  return {
    has: (...kinds) => last(...kinds) !== undefined,
    last,
    since: (day, ...kinds) => sorted.find((one) => one.on >= day && kinds.includes(one.kind)),
    lodged: lastOf('lodged'),
    negotiated: lastOf('negotiation_ended'),
    suspended: lastOf('suspended'),
    postponed: lastOf('postponed'),
    replied: lastOf('honour_replied'),
    notAccepted: lastOf('not_accepted'),
    terminated: lastOf('terminated'),
    sued: lastOf('sued'),
    prolonged: (kind, since) => sorted.findLast((one): one is EventOf<typeof kind> => one.kind === kind && one.on >= since)?.days ?? 0,
  };
};

/** Two of the same day and kind with different details: any fixed order will do, as long as the order they were told in does not matter. */
const claimOrder = (one: ClaimEvent): number => {
  let sum = 0;
  for (const letter of JSON.stringify(Object.entries(one).sort())) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003;
  return sum;
};
