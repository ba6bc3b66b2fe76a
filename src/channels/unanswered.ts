/** Owns the failures that all platforms have in common: an answer that is not the platform's, and none at all. What a platform itself says is each channel's own. */
import type { SendOutcome } from '../messages/index.js';

/** An HTTP answer of somebody in between (a gateway). */
export type Bare = { readonly kind: 'bare'; readonly status: number };
/** No answer came; `left`: the whole request had been handed to the network, so the other side may have acted on it. */
export type Unanswered = { readonly kind: 'network'; readonly left: boolean; readonly reason: string };

/** In a few words fit for a log. */
export const describeUnanswered = (failure: Bare | Unanswered): string => {
  if (failure.kind === 'bare') return `http ${failure.status}`;
  return failure.left ? `${failure.reason}, the request had left` : failure.reason;
};

/** What it means for a message. */
export const outcomeOfUnanswered = ({ left, reason }: Unanswered): SendOutcome => (left ? { kind: 'uncertain', why: reason } : { kind: 'later', afterSeconds: 5, why: reason });
