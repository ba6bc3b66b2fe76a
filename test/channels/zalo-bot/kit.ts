/** Owns the whole program on the fake Bot Platform: by webhook or by polling, one clock for both. */
import { openZaloBot, type ZaloBotPort } from '../../../src/channels/zalo-bot/index.js';
import { makeWeb, serveWeb } from '../../../src/web/index.js';
import { type FakeZaloBot, openFakeZaloBot, type Switches } from '../../kit/fake-zalo-bot/index.js';
import { openWhole, type Whole } from '../../kit/whole-program.js';

export type BotWhole = { readonly whole: Whole; readonly zalo: FakeZaloBot; readonly port: ZaloBotPort; readonly url: string; readonly close: () => Promise<void> };

export const quick = { again: 20, idle: 60, paused: 60, least: 10, most: 50 };
export const quiet = { info: () => {}, warn: () => {}, error: () => {} };

export const openBotWhole = async (options: { readonly from?: string; readonly way?: 'webhook' | 'polling'; readonly switches?: Partial<Switches> } = {}): Promise<BotWhole> => {
  let clock = Date.parse(options.from ?? '2026-11-18T01:00:00Z');
  const whole = await openWhole(() => {
    clock += 50;
    return new Date(clock).toISOString();
  });
  const zalo = await openFakeZaloBot({ clock: () => clock, ...(options.switches === undefined ? {} : { switches: options.switches }) });
  let port: ZaloBotPort | undefined;
  const web = await serveWeb(
    makeWeb({
      ...whole.app.web,
      secure: false,
      webhooks: {
        'zalo-bot': {
          admits: (headers) => port?.webhook?.admits(headers) ?? false,
          handle: async (headers, body) => (await port?.webhook?.handle(headers, body)) ?? { status: 404 },
        },
      },
      photo: (token, look) => port?.photo(token, look),
    }),
    0,
  );
  port = openZaloBot({
    token: zalo.token,
    apiRoot: zalo.url,
    publicUrl: web.url,
    receive: whole.app.receive,
    settings: whole.app.settings,
    log: quiet,
    pace: quick,
    pollSeconds: 1,
    ...(options.way === 'polling' ? {} : { webhook: { url: `${web.url}/webhooks/zalo-bot`, secret: 'bi-mat_du-dai-01' } }),
  });
  whole.app.addChannel(port);
  whole.app.start();
  await port.start();
  await zalo.waitFor(() => port?.state() === (options.way === 'polling' ? 'polling' : 'webhook'));
  return {
    whole,
    zalo,
    port,
    url: web.url,
    close: async () => {
      await port?.stop();
      await web.close();
      await whole.close();
      await zalo.close();
    },
  };
};
