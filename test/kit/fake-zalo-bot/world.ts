/** Owns everything the fake Bot Platform remembers, and the switches for every point sources disagree on. */

export type Sent = {
  readonly seq: number;
  readonly at: number;
  readonly method: string;
  readonly chat: string;
  readonly text: string;
  readonly messageId: string;
  readonly photo?: Buffer;
};
export type Fault = {
  readonly method: string;
  readonly kind: 'code' | 'status' | 'page' | 'page_after' | 'drop_before' | 'drop_after' | 'delay';
  readonly code?: number;
  readonly ms?: number;
  times: number;
};

export type Switches = {
  /** Bodies of the webhook: as seen live, or as the page shows. */
  shape: 'flat' | 'wrapped';
  imageField: 'photo_url' | 'photo';
  unsupportedMessage: 'present' | 'absent';
  /** A consumed update comes back: for ever (as measured), once, never. New ones come first. */
  replay: 'forever' | 'once' | 'never';
  codeField: 'error_code' | 'errorCode';
  /** `error_code: 0` beside success, as captured once. */
  zeroOnSuccess: boolean;
  /** What getWebhookInfo says when there is none. */
  noWebhook: '404' | 'empty';
  unknownMethod: 400 | 404;
  /** Updates carry milliseconds, or seconds as in older samples. */
  date: 'ms' | 's';
  /** The name of the event is missing in an older sample. */
  eventName: boolean;
  /** Deliveries of each webhook update. */
  copies: number;
  probe: boolean;
};

export const usualSwitches: Switches = {
  shape: 'flat',
  imageField: 'photo_url',
  unsupportedMessage: 'present',
  replay: 'forever',
  codeField: 'error_code',
  zeroOnSuccess: false,
  noWebhook: '404',
  unknownMethod: 400,
  date: 'ms',
  eventName: true,
  copies: 1,
  probe: true,
};

export type Update = { readonly event_name?: string; readonly message?: Readonly<Record<string, unknown>> };

export type World = {
  readonly token: string;
  readonly me: { readonly id: string; readonly account_name: string; readonly account_type: string; readonly can_join_groups: boolean };
  readonly now: () => number;
  readonly switches: Switches;
  readonly chats: Set<string>;
  readonly waiting: Update[];
  readonly consumed: Update[];
  readonly sent: Sent[];
  readonly calls: { readonly method: string; readonly code: number; readonly at: number }[];
  readonly faults: Fault[];
  readonly cdn: Map<string, Buffer>;
  readonly deliveries: { readonly status: number; readonly ms: number }[];
  webhook: { readonly url: string; readonly secret: string; readonly at: number } | undefined;
  unauthorized: boolean;
  seq: number;
  replayAt: number;
  /** Woken when an update comes or the fake closes. */
  wake: () => void;
  closed: boolean;
};
