/** The fears: a button that does nothing, a page that lies about who owns a talk, words lost when a reply is refused. Plain forms, no script. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversation, eventsOf } from '../../src/cases/index.js';
import { linesOf, showSeen } from '../../src/desk/index.js';
import { type Bench, openBench } from './kit.js';
import { openShell, partsOf } from './shell.js';

let bench: Bench;
let app: ReturnType<typeof openShell>;
beforeEach(() => {
  bench = openBench();
  app = openShell(partsOf(bench));
});
afterEach(() => bench.close());

const get = async (path: string, officer = 'hoa'): Promise<string> => (await app.request(`/console${path}`, { headers: { 'x-officer': officer } })).text();
const post = async (path: string, fields: Readonly<Record<string, string>>, officer = 'hoa') => {
  const answer = await app.request(`/console${path}`, {
    method: 'POST',
    headers: { 'x-officer': officer, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
  return { status: answer.status, html: await answer.text() };
};

describe('the desk without script', () => {
  it('shows who waits, takes over, replies, corrects, hands back', async () => {
    await bench.says('a', 'xin chào');
    await bench.says('a', 'đồng ý');
    await bench.says('a', 'Cơ quan phạt, thu, cấp phép sai');
    await bench.says('a', 'Đội cưỡng chế phá nhầm quán nước của mẹ tôi');
    const id = await bench.says('a', 'gặp cán bộ');
    for (const words of ['Xin gặp cán bộ', 'Đội cưỡng chế phá nhầm quán nước']) expect(await get('/queue')).toContain(words);
    const before = await get(`/cases/${id}`);
    expect(before).toContain('Tiếp nhận');
    expect(before).toContain('gặp cán bộ');
    const epoch = conversation(bench.db.read, id)?.epoch ?? 0;
    expect((await post(`/cases/${id}/take`, { epoch: String(epoch) })).status).toBe(303);
    expect((await post(`/cases/${id}/take`, { epoch: String(epoch) }, 'nam')).html).toContain('Trần Thị Hòa (Trung tâm Trợ giúp pháp lý Ví Dụ) vừa tiếp nhận trước.');
    expect(await get('/queue')).toContain('Không ai đang chờ');
    expect(await get('/queue?view=mine')).toContain(`/console/cases/${id}`);

    const seen = showSeen(linesOf(bench.db.read, id).seen);
    await bench.says('a', 'dạ em đây');
    const stale = await post(`/cases/${id}/reply`, { text: 'Chào <b>anh/chị</b>', token: 't1', seen });
    expect(stale.status).toBe(409);
    expect(stale.html).toContain('Chưa gửi. Người dân vừa nhắn thêm.');
    expect(stale.html).toContain('Chào &lt;b&gt;anh/chị');
    const fresh = /name="seen" value="([^"]+)"/.exec(stale.html)?.[1] ?? '';
    expect((await post(`/cases/${id}/reply`, { text: 'Chào anh/chị', token: 't1', seen: fresh })).status).toBe(303);
    expect((await post(`/cases/${id}/correct`, { key: 'field', option: 'criminal_proceedings' })).status).toBe(303);
    expect(await get(`/cases/${id}`)).toContain('ghi bởi Trần Thị Hòa');
    expect((await post(`/cases/${id}/note`, { text: 'gọi lại chiều nay' })).status).toBe(303);
    expect((await post(`/cases/${id}/back`, {})).status).toBe(303);
    expect(conversation(bench.db.read, id)?.owner).toBe('bot');
    expect(eventsOf(bench.db.read, id).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['taken_over', 'message_for_officer', 'officer_said', 'answer_corrected', 'note_added', 'handed_back']),
    );
    const audited = bench.db.read.all({ sql: 'select what from audit order by seq', binds: [] }, {});
    expect(audited).toEqual(['taken_over', 'replied', 'answer_corrected', 'note_added', 'handed_back'].map((what) => ({ what })));
  });

  it('another officer reads and cannot act', async () => {
    await bench.says('a', 'xin chào');
    const id = await bench.says('a', 'gặp cán bộ');
    await post(`/cases/${id}/take`, { epoch: String(conversation(bench.db.read, id)?.epoch) });
    expect(await get(`/cases/${id}`, 'nam')).toContain('Cán bộ khác đang phụ trách');
    for (const act of ['reply', 'back', 'pass', 'correct', 'undo', 'exhibit', 'unreadable', 'accept', 'merge', 'ask', 'request-paper'])
      expect([act, (await post(`/cases/${id}/${act}`, { text: 'x', key: 'field', paper: 'x', token: 't' }, 'nam')).status]).toEqual([act, 409]);
  });
});
