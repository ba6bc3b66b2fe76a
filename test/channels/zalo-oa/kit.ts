/** Owns the whole program on the fake Official Account platform: pages on a port, the channel, one clock for both. */
import { openZaloOaChannel } from '../../../src/channels/index.js';
import type { ZaloOaPort } from '../../../src/channels/zalo-oa/index.js';
import { repositoryFolder } from '../../../src/repository/index.js';
import { serveWeb, makeWeb } from '../../../src/web/index.js';
import { loadWording } from '../../../src/wording/index.js';
import { join } from 'node:path';
import { type FakeZaloOa, openFakeZaloOa, type Switches } from '../../kit/fake-zalo-oa/index.js';
import { openWhole, type Whole } from '../../kit/whole-program.js';

export type OaWhole = {
  readonly whole: Whole;
  readonly zalo: FakeZaloOa;
  readonly port: ZaloOaPort;
  readonly url: string;
  readonly advance: (ms: number) => void;
  /** What delivery waits for is so much nearer; it notices at the next thing that happens. */
  readonly rest: (ms: number) => void;
  readonly close: () => Promise<void>;
};

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const wording = loadWording(join(repositoryFolder(), 'locales'));

/** `from`: the instant the clock begins at; it moves 50 ms a look, and as told. */
export const openOaWhole = async (options: { readonly from?: string; readonly switches?: Partial<Switches>; readonly rules?: object } = {}): Promise<OaWhole> => {
  let clock = Date.parse(options.from ?? '2026-11-18T01:00:00Z');
  const now = (): string => {
    clock += 50;
    return new Date(clock).toISOString();
  };
  let rested = 0;
  const whole = await openWhole(now, () => performance.now() + rested);
  const zalo = await openFakeZaloOa({ clock: () => clock, ...(options.switches === undefined ? {} : { switches: options.switches }) });
  if (options.rules !== undefined) await whole.app.settings.set('zalo-oa.rules', JSON.stringify(options.rules));
  const port = openZaloOaChannel(
    {
      ...zalo.account(),
      publicUrl: 'https://donghanh.example',
    },
    {
      receive: whole.app.receive,
      settings: whole.app.settings,
      locales: join(repositoryFolder(), 'locales'),
      log: quiet,
      wording,
      heard: (chat) => whole.app.heard('zalo-oa', chat),
      now: () => clock,
    },
  );
  whole.app.addChannel(port);
  const web = await serveWeb(makeWeb({ ...whole.app.web, secure: false, webhooks: { 'zalo-oa': port.webhook } }), 0);
  zalo.events.url = `${web.url}/webhooks/zalo-oa`;
  whole.app.start();
  await port.start();
  return {
    whole,
    zalo,
    port,
    url: web.url,
    rest: (ms) => {
      rested += ms;
    },
    advance: (ms) => {
      clock += ms;
    },
    close: async () => {
      await port.stop();
      await web.close();
      await whole.close();
      await zalo.close();
    },
  };
};
