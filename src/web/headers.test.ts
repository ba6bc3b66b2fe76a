/** The fears: a page without its guards, a script the policy would refuse, a fault that tells a token to the log. */
import { describe, expect, it } from 'vitest';
import { visit } from '../../test/kit/visitor.js';
import { memoryPort } from '../../test/kit/web-port.js';
import { contentPolicy } from './headers.js';
import { makeWeb } from './index.js';

describe('every answer', () => {
  it.each(['/', '/nowhere', '/healthz', '/d/abcdefghijklmnopqrstuvwx', '/assets/pages.css', '/chat/lines'])('%s carries the guard headers', async (path) => {
    const { headers } = await visit().get(path);
    expect(headers.get('content-security-policy')).toBe(contentPolicy);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toMatch(/^(same-origin|no-referrer)$/);
    expect(headers.get('cache-control')).toMatch(path.startsWith('/assets') ? /max-age/ : /no-store/);
  });
  it('has nothing inline that the policy would refuse', async () => {
    const one = visit();
    await one.begin();
    for (const html of [await one.page(), await one.page('/chat/key')]) {
      expect(html).not.toMatch(/ style=| on[a-z]+="|<style|javascript:/);
      expect(html).not.toMatch(/<script(?![^>]* src=)/);
    }
  });
  it('says a fault of ours kindly, tells the log, and never the token', async () => {
    const port = memoryPort({ openLink: () => Promise.reject(new Error('disk gone')) });
    const answer = await makeWeb(port).request('/d/secrettokensecrettoken12');
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('Lỗi ở phía chúng tôi');
    expect(port.failures).toEqual(['GET /d: Error: disk gone']);
  });
});
