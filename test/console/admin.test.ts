/** Administration as it is used: what is saved counts at once, what is wrong is said where it is, what belongs to another office stays shut; and how files leave. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { law } from '../../flows/index.js';
import { addWorkingDays } from '../../src/law/index.js';
import { cannedAnswers, contactsFrom, fillCanned, importAgencies, isOpenAt, officeById, officeCalendar, officeDays, security, trail, verifyAudit } from '../../src/office/index.js';
import { openSettings } from '../../src/storage/index.js';
import { madeHere, sandboxed } from '../../src/console/index.js';
import { openOffice, type TestOffice } from '../kit/an-office.js';

let office: TestOffice;
let admin: string;
beforeEach(async () => {
  office = await openOffice();
  admin = await office.enter((await office.person('admin')).id);
});
afterEach(() => {
  expect(office.failures).toEqual([]);
  expect(verifyAudit(office.db.read).faults).toEqual([]);
  office.close();
});
const lastActs = (): readonly string[] => trail(office.db.read, { who: '', what: '', target: '', from: '', to: '', before: 1e9 }).map(({ what }) => what);

describe('agencies’ contacts', () => {
  const form = {
    name: 'Sở Tư pháp tỉnh Ví Dụ',
    also: 'Sở TP Ví Dụ\nSở Tư pháp cũ',
    address: 'Số 1, đường Ví Dụ',
    email: 'tiepnhan@example.org',
    phone: '0200 000 0000',
    source: 'công văn số 1, ngày 2/3/2026',
    checked_on: '2026-11-20',
    checked_by: 'Người Ví Dụ',
  };
  it('count from the moment they are saved, under every name, until they are retired', async () => {
    const contacts = contactsFrom(office.db.read, law);
    expect(contacts('Sở TP Ví Dụ')).toBeUndefined();
    await office.post('/agencies/new', { cookie: admin, form: { ...form, electronic: 'yes' } });
    expect(contacts('sở tp ví dụ')).toMatchObject({ email: 'tiepnhan@example.org', phone: '0200 000 0000', electronic_filing: true });
    const path = /href="\/console(\/agencies\/[\w-]{10,})"/.exec((await office.get('/agencies', { cookie: admin })).text)?.[1] ?? '';
    await office.post(path, { cookie: admin, form: { ...form, email: 'moi@example.org' } });
    expect(contacts(form.name)).toMatchObject({ email: 'moi@example.org', electronic_filing: false });
    await office.post(`${path}/retire`, { cookie: admin });
    expect(contacts(form.name)).toBeUndefined();
    expect(lastActs().slice(0, 3)).toEqual(['agency_retired', 'agency_saved', 'agency_saved']);
  });
  it.each([
    ['name', 'STP'],
    ['email', 'không phải thư'],
    ['phone', 'gọi tôi'],
    ['source', ''],
    ['checked_on', 'hôm qua'],
  ])('a wrong %s is said at its field and nothing is saved', async (field, value) => {
    const answer = await office.post('/agencies/new', { cookie: admin, form: { ...form, [field]: value } });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`id="${field}-fault"`);
    expect((await office.get('/agencies', { cookie: admin })).text).not.toContain(form.address);
  });
  it('two with one name are refused', async () => {
    await office.post('/agencies/new', { cookie: admin, form });
    expect((await office.post('/agencies/new', { cookie: admin, form: { ...form, name: 'Cơ quan khác hẳn' } })).status).toBe(400);
  });
  it('of agencies.yaml are taken over once; later edits of the file are told of, not read', async () => {
    const file = join(office.stateDir, 'agencies.yaml');
    expect(await importAgencies(office.db, office.stateDir, office.now())).toEqual({ kind: 'nothing' });
    const yaml = (email: string): string =>
      `- {name: Viện kiểm sát Ví Dụ, email: ${email}, electronic_filing: false, source: trang của cơ quan, checked_on: "2026-11-20", checked_by: A}\n`;
    writeFileSync(file, yaml('mot@example.org'));
    expect(await importAgencies(office.db, office.stateDir, office.now())).toEqual({ kind: 'imported', count: 1 });
    expect(await importAgencies(office.db, office.stateDir, office.now())).toEqual({ kind: 'nothing' });
    writeFileSync(file, yaml('hai@example.org'));
    expect(await importAgencies(office.db, office.stateDir, office.now())).toEqual({ kind: 'changed' });
    expect(contactsFrom(office.db.read, law)('Viện kiểm sát Ví Dụ')?.email).toBe('mot@example.org');
    const other = mkdtempSync(join(office.stateDir, 'x-'));
    writeFileSync(join(other, 'agencies.yaml'), '- {name: X}\n');
    await expect(importAgencies((await openOffice()).db, other, office.now())).rejects.toThrow(/agencies\.yaml.*\n?.*/);
  });
});

describe('canned answers', () => {
  it('are the office’s own; another office neither sees nor edits them; everybody’s are an admin’s', async () => {
    const mine = await office.enter((await office.person('officer', 'here')).id);
    const theirs = await office.enter((await office.person('officer', 'there')).id);
    await office.post('/canned', { cookie: mine, form: { name: 'hẹn gặp', text: 'Chào {{name}}, mời anh/chị đến {{office}}.' } });
    const id = cannedAnswers(office.db.read, 'here')[0]?.id ?? '';
    expect(cannedAnswers(office.db.read, 'there')).toEqual([]);
    expect((await office.post('/canned', { cookie: theirs, form: { id, name: 'x', text: 'y' } })).status).toBe(404);
    expect((await office.post('/canned/drop', { cookie: theirs, form: { id } })).status).toBe(404);
    expect((await office.post('/canned', { cookie: mine, form: { name: 'x', text: 'y', everybody: 'yes' } })).status).toBe(404);
    await office.post('/canned', { cookie: admin, form: { name: 'chung', text: 'Cho mọi đơn vị.', everybody: 'yes' } });
    expect(cannedAnswers(office.db.read, 'there').map(({ name }) => name)).toEqual(['chung']);
    await office.post('/canned/drop', { cookie: mine, form: { id } });
    expect(cannedAnswers(office.db.read, 'here').map(({ name }) => name)).toEqual(['chung']);
  });
  it('with a place nobody knows are refused; filled words say what was missing', async () => {
    expect((await office.post('/canned', { cookie: admin, form: { name: 'x', text: 'Chào {{tên}}' } })).text).toContain('{{tên}}');
    expect(fillCanned('{{ name }}, mã {{reference}}', { name: '{{reference}}' })).toEqual({ text: '{{reference}}, mã {{reference}}', missing: ['reference'] });
  });
});

describe('an office', () => {
  it('has hours and own days; its clock follows them, the law’s does not', async () => {
    const form = { name: 'Trung tâm TGPL Ví Dụ Một', province: '31', weekday: '1', from0: '07:30', to0: '11:30', from1: '13:30', to1: '17:00' };
    await office.post('/offices/here', { cookie: admin, form });
    await office.post('/offices/here/days', { cookie: admin, form: { day: '2026-12-07', kind: 'off', why: 'Ngày thành lập đơn vị' } });
    await office.post('/offices/here/days', { cookie: admin, form: { day: '2026-12-12', kind: 'worked', why: 'Làm bù' } });
    const own = officeCalendar(law, officeDays(office.db.read, 'here'));
    expect(addWorkingDays(own, '2026-12-04', 1)).toMatchObject({ day: '2026-12-08' });
    expect(addWorkingDays(law, '2026-12-04', 1)).toMatchObject({ day: '2026-12-07' });
    expect(addWorkingDays(own, '2026-12-11', 1)).toMatchObject({ day: '2026-12-12' });
    const here = officeById(office.db.read, 'here');
    if (here === undefined) throw new Error('the office is there');
    const openAt = (instant: string): boolean | undefined => isOpenAt(here, own, instant);
    // Monday 14/12/2026 at 8:00, 12:00 and 16:59 in Việt Nam; a Tuesday is not worked here; the Saturday made up is.
    expect(['2026-12-14T01:00:00Z', '2026-12-14T05:00:00Z', '2026-12-14T09:59:00Z', '2026-12-15T01:00:00Z', '2026-12-12T01:00:00Z', '2026-12-07T01:00:00Z'].map(openAt)).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
    ]);
  });
  it.each([
    ['a span that ends before it begins', { from0: '11:00', to0: '08:00' }],
    ['no day', { weekday: '' }],
    ['a province that is none', { province: 'ZZ' }],
    ['hardly a name', { name: 'A' }],
  ])('is not saved with %s', async (_what, wrong) => {
    const answer = await office.post('/offices/here', { cookie: admin, form: { name: 'Tên khác dài hơn', province: '31', weekday: '1', from0: '08:00', to0: '11:00', ...wrong } });
    expect(answer.status).toBe(400);
    expect(officeById(office.db.read, 'here')?.name).toBe('Trung tâm TGPL Ví Dụ Một');
  });
});

describe('other pages', () => {
  it('limits stay within bounds', async () => {
    expect((await office.post('/security', { cookie: admin, form: { idle: '1', absolute: '12' } })).status).toBe(400);
    await office.post('/security', { cookie: admin, form: { idle: '15', absolute: '8', all: 'yes' } });
    expect(security(office.db.read)).toEqual({ idleMinutes: 15, absoluteHours: 8, secondFactorForAll: true });
  });
  it('the trail is filtered, proves itself, and its own reading is recorded', async () => {
    const auditor = await office.enter((await office.person('auditor')).id);
    await office.post('/security', { cookie: admin, form: { idle: '15', absolute: '8' } });
    const page = await office.get('/audit?what=security_changed', { cookie: auditor });
    expect(page.text.match(/<tr>/g)).toHaveLength(2);
    expect(page.text).toContain('idle 15 min');
    expect((await office.get('/audit?from=2026-11-21', { cookie: auditor })).text).toContain('Không có dòng nào');
    expect((await office.get('/audit?check=yes', { cookie: auditor })).text).toContain('Nhật ký nguyên vẹn');
    expect(lastActs().filter((what) => what === 'trail_read')).toHaveLength(1);
  });
  it('what a channel needs an operator for stands first, with its steps, and what it cost this month', async () => {
    const settings = openSettings(office.db);
    expect((await office.get('/health', { cookie: admin })).text).not.toContain('Cần người vận hành');
    await settings.set('alarm.zalo-oa', JSON.stringify({ code: 'invalid_grant', what: 'consent', say: 'Chạy «npm run zalo:consent».' }));
    await settings.set(`zalo-oa.spent.${office.now().slice(0, 7)}`, JSON.stringify({ billed: 12, templates: 3 }));
    const { text } = await office.get('/health', { cookie: admin });
    // The steps in the officer's own language, whatever the alarm was written in.
    expect(text).toContain('Zalo OA tạm dừng: cần cấp quyền lại (lý do: invalid_grant)');
    expect(text).toContain('npm run zalo:consent -- --redirect');
    expect(text).toContain('12; đơn vị không cho gửi tin loại này');
    await settings.set('zalo-oa.rules', JSON.stringify({ billedPerMonth: 12, templatesPerMonth: 50, templates: { deadline: { templateId: 't', fields: {} } } }));
    const allowed = (await office.get('/health', { cookie: admin })).text;
    expect(allowed).toContain('<dd class="warn">12 trên mức 12');
    expect(allowed).toContain('3 trên mức 50');
    expect(allowed).toContain('Miễn phí trong 48 giờ');
    expect(allowed).toContain('chưa được cấp; chạy npm run zalo:consent');
    const pair = { access: 'canary-access', refresh: 'canary-refresh', accessUntil: Date.parse('2026-11-23T03:00:00Z'), renewFrom: 0, generation: 1, seed: '' };
    await settings.set('zalo-oa.tokens', JSON.stringify(pair));
    const good = (await office.get('/health', { cookie: admin })).text;
    expect(good).toContain('còn tốt; hệ thống tự gia hạn trước 23/11/2026 10:00');
    expect(good).not.toContain('canary');
    await settings.set('zalo-oa.tokens', JSON.stringify({ ...pair, dead: '-14014' }));
    expect((await office.get('/health', { cookie: admin })).text).toContain('cần cấp lại (lý do: -14014)');
    await settings.set('alarm.zalo-oa', '');
    expect((await office.get('/health', { cookie: admin })).text).not.toContain('Cần người vận hành');
  });
  it('the page of law says that a newer law may exist, where to look, and what is unsure', async () => {
    const { text } = await office.get('/law', { cookie: admin });
    expect(text).toContain('Có thể đã có luật sửa đổi');
    expect(text).toContain('data/law');
    expect(text).toContain('Chưa chắc');
  });
  it.each(['/health', '/law', '/help', '/admin', '/offices', '/people', '/agencies', '/canned', '/account'])('%s opens', async (path) => {
    expect((await office.get(path, { cookie: admin })).status).toBe(200);
  });
  it('what a person typed is never markup', async () => {
    await office.post('/canned', { cookie: admin, form: { name: '<img src=x onerror=alert(1)>', text: '"><script>alert(1)</script>' } });
    const { text } = await office.get('/canned', { cookie: admin });
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img src=x');
  });
});

describe('headers', () => {
  it('every page: no inline script, no framing, no sniffing, no store', async () => {
    const { headers, text } = await office.get('/people', { cookie: admin });
    expect(headers.get('content-security-policy')).toContain("script-src 'self'; style-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect([headers.get('x-content-type-options'), headers.get('x-frame-options'), headers.get('cache-control')]).toEqual(['nosniff', 'DENY', 'no-store']);
    expect(text).not.toMatch(/ style=| on\w+=|<style|<script(?! type="module" src="\/console\/assets\/)/);
  });
  it('what a person sent is sandboxed; only pictures are shown; no name breaks out of its header', () => {
    const page = sandboxed({ bytes: Buffer.from('<script>1</script>'), mime: 'text/html', name: 'a"\r\nX: y/đơn.html' });
    expect(page.headers.get('content-type')).toBe('application/octet-stream');
    expect(page.headers.get('content-security-policy')).toMatch(/^sandbox;/);
    expect(page.headers.get('content-disposition')).toMatch(/^attachment; filename="[^"\r\n]*"; filename\*=UTF-8''a%22%0D%0A/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(sandboxed({ bytes: Buffer.from(''), mime: 'image/jpeg', name: 'ảnh.jpg' }).headers.get('content-disposition')).toMatch(/^inline/);
    expect(sandboxed({ bytes: Buffer.from(''), mime: 'image/svg+xml', name: 'x.svg' }).headers.get('content-type')).toBe('application/octet-stream');
    expect(madeHere({ bytes: Buffer.from(''), mime: 'application/pdf', name: 'x.pdf' }, 'inline').headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  });
});
