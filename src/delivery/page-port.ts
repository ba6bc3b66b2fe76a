/** Owns the way out for the web chat and the terminal: the row itself is what they show, so sending it is marking it. */
import type { Capabilities, ChannelPort } from '../messages/index.js';

type PageChannel = 'web' | 'terminal';

/** The page shows a file as its link and its choices as buttons; a terminal shows text only. */
export const pageCapabilities = (channel: PageChannel): Capabilities => {
  const page = channel === 'web';
  return { buttons: page, filesIn: page, filesOut: page, textLimit: 20_000, fileLimit: Number.MAX_SAFE_INTEGER, captionLimit: page ? 20_000 : 0 };
};

export const pagePort = (channel: PageChannel): ChannelPort => ({ channel, capabilities: pageCapabilities(channel), send: () => Promise.resolve({ kind: 'sent' }) });
