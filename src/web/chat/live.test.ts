/** The fears: a line shown twice or never, a tap without its label, a page that missed what came while it was away. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { visit } from '../../../test/kit/visitor.js';

const deltaSchema = z.object({ cursor: z.string(), language: z.string(), lines: z.array(z.object({ key: z.string(), sentAs: z.string().optional(), html: z.string() })) });
const delta = (answer: Response): Promise<z.infer<typeof deltaSchema>> => answer.json().then((value) => deltaSchema.parse(value));

describe('live lines', () => {
  it('come after the cursor only, and carry the page’s own id back', async () => {
    const one = visit();
    const token = await one.begin();
    const all = await one.get('/chat/lines').then(delta);
    expect(all.lines.map(({ key }) => key)).toEqual(['o2', 'o3']);
    await one.form({ token, id: 'mine-000001', text: 'vì sao' });
    const next = await one.get(`/chat/lines?after=${all.cursor}`).then(delta);
    expect(next.lines.map(({ key, sentAs }) => [key, sentAs])).toEqual([
      ['i4', 'mine-000001'],
      ['o5', undefined],
    ]);
    expect(await one.get(`/chat/lines?after=${next.cursor}`).then(delta)).toMatchObject({ lines: [], cursor: next.cursor });
  });
  it('shows a tap by its label even when the question came before the cursor', async () => {
    const one = visit();
    const token = await one.begin();
    const { cursor } = await one.get('/chat/lines').then(delta);
    await one.form({ token, id: 'tap-000001', payload: 'a|talk01|flow01|consent|Tôi đồng ý' });
    const { lines } = await one.get(`/chat/lines?after=${cursor}`).then(delta);
    expect(lines[0]?.html).toContain('<p class="text">Tôi đồng ý</p>');
  });
  it('stream what is there, then what comes, and what the browser saw last beats the address', async () => {
    const one = visit();
    await one.begin();
    const { cursor } = await one.get('/chat/lines').then(delta);
    const answer = await one.get('/chat/events?after=in0.out0', { 'last-event-id': cursor });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const reader = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('retry: 1500\n\n');
    one.port.tell({ text: 'Cán bộ đã nhận.', tag: 'officer' });
    const event = (await reader.read()).value ?? '';
    expect(event).toContain('id: in1.out4');
    expect(JSON.parse(/data: (.*)/.exec(event)?.[1] ?? '').lines).toHaveLength(1);
    expect(event).toContain('line out officer');
    await reader.cancel();
  });
});
