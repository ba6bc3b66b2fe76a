/** Entering, as the pages do it: the first admin, invitations, both steps, wrong tries that wait, sessions that end. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstAdminInvited, invited, people, secondFactorReset, securitySet, sessionsOf, trail, verifyAudit } from '../../src/office/index.js';
import { cookieIn, openOffice, PASSWORD, type TestOffice } from '../kit/an-office.js';

let office: TestOffice;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => {
  expect(office.failures).toEqual([]);
  expect(verifyAudit(office.db.read).faults).toEqual([]);
  office.close();
});
const acts = (): readonly string[] => trail(office.db.read, { who: '', what: '', target: '', from: '', to: '', before: 1e9 }).map(({ what }) => what);
const signIn = (email: string, password = PASSWORD, headers: Readonly<Record<string, string>> = {}) =>
  office.post('/sign-in', { form: { email, password, next: '/console/audit' }, headers });
const fullPath = (to: string | null): string => (to ?? '').replace(/^\/console/, '');

describe('the first admin', () => {
  const form = { office: 'Sở Tư pháp tỉnh Ví Dụ', province: '31', name: 'Lê Thị Ví Dụ', email: 'Le.Vi.Du@Example.org', password: PASSWORD, again: PASSWORD };
  it('gets in by the link once, sets up the second step, and sees recovery codes', async () => {
    const token = await office.db.transaction((tx) => firstAdminInvited(tx, office.now()));
    expect((await office.get(`/invitation/${token}`)).text).toContain('Người quản trị đầu tiên');
    const accepted = await office.post(`/invitation/${token}`, { form });
    expect([accepted.status, accepted.to]).toEqual([303, '/console/second-factor']);
    const cookie = cookieIn(accepted.headers);
    expect((await office.get('/people', { cookie })).to).toBe('/console/second-factor');
    const page = await office.get('/second-factor', { cookie });
    const secret = /class="key">([A-Z2-7 ]+)</.exec(page.text)?.[1]?.replace(/ /g, '') ?? '';
    expect((await office.post('/second-factor', { cookie, form: { code: '000000' } })).status).toBe(400);
    const done = await office.post('/second-factor', { cookie, form: { code: office.code(secret) } });
    expect(done.text.match(/<li>[0-9A-Z]{5}-[0-9A-Z]{5}<\/li>/g)).toHaveLength(10);
    const full = cookieIn(done.headers);
    expect((await office.get('/people', { cookie: full })).status).toBe(200);
    // The half session's cookie is worth nothing any more.
    expect((await office.get('/people', { cookie })).to).toContain('/sign-in');
    expect((await office.get(`/invitation/${token}`)).status).toBe(404);
    expect(await office.db.transaction((tx) => firstAdminInvited(tx, office.now()))).toBeUndefined();
    expect(people(office.db.read).map(({ email, role, officeName }) => ({ email, role, officeName }))).toEqual([
      { email: 'le.vi.du@example.org', role: 'admin', officeName: 'Sở Tư pháp tỉnh Ví Dụ' },
    ]);
  });
  it('a newer link ends the older, and each ends after three days', async () => {
    const [older, newer] = [await office.db.transaction((tx) => firstAdminInvited(tx, office.now())), await office.db.transaction((tx) => firstAdminInvited(tx, office.now()))];
    expect([(await office.get(`/invitation/${older}`)).status, (await office.get(`/invitation/${newer}`)).status]).toEqual([404, 200]);
    office.wait(3 * 86_400 + 1);
    expect((await office.get(`/invitation/${newer}`)).status).toBe(404);
  });
  it('pressed twice at once makes one admin', async () => {
    const token = await office.db.transaction((tx) => firstAdminInvited(tx, office.now()));
    const both = await Promise.all([office.post(`/invitation/${token}`, { form }), office.post(`/invitation/${token}`, { form: { ...form, email: 'khac@example.org' } })]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
    expect(people(office.db.read)).toHaveLength(1);
  });
  it.each([
    ['ngắn quá', 'password_short'],
    ['matkhau12345', 'password_common'],
    ['Mật Khẩu Của Tôi 99', 'password_common'],
    ['abababababab', 'password_simple'],
    ['lê thị ví dụ 2026', 'password_is_you'],
  ])('a password «%s» is refused: %s', async (password, code) => {
    const token = await office.db.transaction((tx) => firstAdminInvited(tx, office.now()));
    const answer = await office.post(`/invitation/${token}`, { form: { ...form, password, again: password } });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(office.parts.wording.vi.say(`console.refused.${code}`, { least: 12 }));
    expect(people(office.db.read)).toEqual([]);
  });
});

describe('an invited officer', () => {
  it('gets in once, is an officer of that office, and the admin’s page shows both', async () => {
    const admin = await office.person('admin');
    const cookie = await office.enter(admin.id);
    const made = await office.post('/people/invite', { cookie, form: { name: 'Phạm Văn Mẫu', email: 'mau@example.org', office: 'there', role: 'officer' } });
    const link = /http:\/\/localhost\/console(\/invitation\/[\w-]+)/.exec(made.text)?.[1] ?? '';
    expect((await office.get('/people', { cookie })).text).toContain('Phạm Văn Mẫu');
    const accepted = await office.post(link, { form: { name: 'Phạm Văn Mẫu', password: PASSWORD, again: PASSWORD } });
    expect([accepted.status, accepted.to]).toEqual([303, '/console']);
    expect((await office.get('/account', { cookie: cookieIn(accepted.headers) })).text).toContain('Trung tâm TGPL Ví Dụ Hai');
    expect((await office.post(link, { form: { name: 'X Y', password: PASSWORD, again: PASSWORD } })).status).toBe(404);
  });
  it('cannot, once the invitation was taken back', async () => {
    const cookie = await office.enter((await office.person('admin')).id);
    const token = await office.db.transaction((tx) =>
      invited(tx, { kind: 'invite', officeId: 'here', officerId: null, name: 'A B', email: 'ab@example.org', role: 'officer' }, 'x', office.now()),
    );
    const hash = /name="invitation" value="([^"]+)"/.exec((await office.get('/people', { cookie })).text)?.[1] ?? '';
    await office.post('/people/invitations/revoke', { cookie, form: { invitation: hash } });
    expect((await office.get(`/invitation/${token}`)).status).toBe(404);
  });
});

describe('signing in', () => {
  it('with the password alone, however it was typed in, when no second step is needed', async () => {
    const one = await office.person('officer');
    const answer = await signIn(` ${one.email.toUpperCase()}`, PASSWORD.normalize('NFD'));
    expect([answer.status, answer.to]).toEqual([303, '/console/audit']);
    expect((await office.get('/account', { cookie: cookieIn(answer.headers) })).status).toBe(200);
    expect(acts()).toContain('signed_in');
  });
  it('with a code that works once, then goes where one wanted to', async () => {
    const one = await office.person('supervisor');
    office.wait(60);
    const first = await signIn(one.email);
    expect(fullPath(first.to)).toBe('/sign-in/code?next=%2Fconsole%2Faudit');
    const code = office.code(one.secret);
    const inside = await office.post('/sign-in/code', { cookie: cookieIn(first.headers), form: { code, next: '/console/audit' } });
    expect(inside.to).toBe('/console/audit');
    const second = await signIn(one.email);
    expect((await office.post('/sign-in/code', { cookie: cookieIn(second.headers), form: { code } })).status).toBe(400);
    office.wait(30);
    expect((await office.post('/sign-in/code', { cookie: cookieIn(second.headers), form: { code: office.code(one.secret) } })).status).toBe(303);
  });
  it('with a recovery code, each once', async () => {
    const one = await office.person('officer', 'here', { twoSteps: false });
    const cookie = await office.enter(one.id);
    const secret = /class="key">([A-Z2-7 ]+)</.exec((await office.get('/second-factor', { cookie })).text)?.[1]?.replace(/ /g, '') ?? '';
    const codes = (await office.post('/second-factor', { cookie, form: { code: office.code(secret) } })).text.match(/[0-9A-Z]{5}-[0-9A-Z]{5}/g) ?? [];
    const tries: number[] = [];
    for (const code of [codes[0], codes[0], (codes[1] ?? '').toLowerCase().replace('-', ' ')]) {
      const half = await signIn(one.email);
      tries.push((await office.post('/sign-in/code', { cookie: cookieIn(half.headers), form: { code: code ?? '' } })).status);
    }
    expect(tries).toEqual([303, 400, 303]);
  });
  it('says the same of a wrong password, an unknown address and somebody switched off', async () => {
    const one = await office.person('officer');
    const gone = await office.person('officer');
    const cookie = await office.enter((await office.person('admin')).id);
    await office.post(`/people/${gone.id}/disable`, { cookie });
    const answers = [await signIn(one.email, 'sai mật khẩu rồi'), await signIn('khong-co@example.org'), await signIn(gone.email)];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    for (const { text } of answers) expect(text).toContain('Thư điện tử hoặc mật khẩu chưa đúng');
  });
  it('never leads to another site', async () => {
    const one = await office.person('officer');
    for (const next of ['https://evil.example', '//evil.example', '/console//evil.example', '/console/../x', 'javascript:alert(1)'])
      expect((await office.post('/sign-in', { form: { email: one.email, password: PASSWORD, next } })).to, next).toBe('/console');
  });
});

describe('wrong tries', () => {
  it('wait longer and longer per account, also from elsewhere and with the right password, and a restart forgives nothing', async () => {
    const one = await office.person('officer');
    for (let i = 0; i < 5; i += 1) expect((await signIn(one.email, 'sai mật khẩu')).status).toBe(400);
    expect((await signIn(one.email)).status).toBe(429);
    expect((await signIn(one.email, PASSWORD, { 'x-forwarded-for': '198.51.100.7' })).status).toBe(429);
    office.wait(16);
    expect((await signIn(one.email, 'sai')).status).toBe(400);
    office.wait(16);
    expect((await signIn(one.email)).status, 'the second wait is longer').toBe(429);
    office.wait(15);
    expect((await signIn(one.email)).status).toBe(303);
    expect((await signIn(one.email, 'sai')).status, 'the count began again').toBe(400);
  });
  it('wait per network address, whatever the account', async () => {
    for (let i = 0; i < 30; i += 1) expect((await signIn(`a${i}@example.org`)).status).toBe(400);
    expect((await signIn('another@example.org')).status).toBe(429);
  }, 60_000);
  it('at once gain nothing: eight side by side count as eight', async () => {
    const one = await office.person('officer');
    const statuses = (await Promise.all(Array.from({ length: 8 }, () => signIn(one.email, 'sai mật khẩu')))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 400)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
  });
  it('of the code wait too', async () => {
    const one = await office.person('supervisor');
    office.wait(60);
    const cookie = cookieIn((await signIn(one.email)).headers);
    for (let i = 0; i < 5; i += 1) expect((await office.post('/sign-in/code', { cookie, form: { code: '111111' } })).status).toBe(400);
    expect((await office.post('/sign-in/code', { cookie, form: { code: office.code(one.secret) } })).status).toBe(429);
  });
});

describe('a session', () => {
  it('ends when idle, and after so many hours even when busy', async () => {
    const idle = await office.enter((await office.person('officer')).id);
    office.wait(29 * 60);
    expect((await office.get('/account', { cookie: idle })).status).toBe(200);
    office.wait(31 * 60);
    expect((await office.get('/account', { cookie: idle })).status).toBe(303);
    const busy = await office.enter((await office.person('officer')).id);
    for (let i = 0; i < 28; i += 1) {
      office.wait(25 * 60);
      expect((await office.get('/account', { cookie: busy })).status).toBe(200);
    }
    office.wait(25 * 60);
    expect((await office.get('/account', { cookie: busy })).status).toBe(303);
  });
  it('ends at once: by its owner, by signing out, by an admin, with the role, with the account, with the password', async () => {
    const one = await office.person('officer');
    const admin = await office.enter((await office.person('admin')).id);
    const alive = async (cookie: string): Promise<boolean> => (await office.get('/account', { cookie })).status === 200;
    const ways: readonly ((cookie: string) => Promise<unknown>)[] = [
      async () => office.post('/account/sessions/end', { cookie: await office.enter(one.id) }),
      (cookie) => office.post('/sign-out', { cookie }),
      () => office.post(`/people/${one.id}/sign-out`, { cookie: admin }),
      () => office.post(`/people/${one.id}`, { cookie: admin, form: { name: 'Người Ví Dụ', office: 'there', role: 'auditor' } }),
      () => office.post(`/people/${one.id}/disable`, { cookie: admin }),
      async (cookie) => {
        await office.post(`/people/${one.id}/enable`, { cookie: admin });
        expect(await alive(cookie)).toBe(true);
        const link = /\/invitation\/[\w-]+/.exec((await office.post(`/people/${one.id}/password`, { cookie: admin })).text)?.[0] ?? '';
        await office.post(link, { form: { password: `${PASSWORD} hai`, again: `${PASSWORD} hai` } });
      },
    ];
    for (const [i, way] of ways.entries()) {
      // A session of somebody switched off opens to nobody, so the last way switches on first.
      const cookie = await office.enter(one.id);
      if (i < ways.length - 1) expect(await alive(cookie), `before way ${i}`).toBe(true);
      await way(cookie);
      expect(await alive(cookie), `after way ${i}`).toBe(false);
    }
  });
  it('needs the second step as soon as the role or the rule does', async () => {
    const one = await office.person('officer');
    const cookie = await office.enter(one.id);
    expect((await office.get('/account', { cookie })).status).toBe(200);
    await office.db.transaction((tx) => securitySet(tx, { idleMinutes: 30, absoluteHours: 12, secondFactorForAll: true }));
    expect((await office.get('/account', { cookie })).to).toBe('/console/second-factor');
    const boss = await office.person('supervisor');
    const inside = await office.enter(boss.id);
    await office.db.transaction((tx) => secondFactorReset(tx, boss.id));
    expect((await office.get('/account', { cookie: inside })).to).toBe('/console/second-factor');
  });
  it('of another officer cannot be ended by its id', async () => {
    const [one, other] = [await office.person('officer'), await office.person('officer')];
    await office.enter(other.id);
    const id = sessionsOf(office.db.read, other.id, office.now())[0]?.id ?? '';
    await office.post('/account/sessions/end', { cookie: await office.enter(one.id), form: { session: id } });
    expect(sessionsOf(office.db.read, other.id, office.now())).toHaveLength(1);
  });
  it('cookie is HttpOnly, Strict, and over https Secure with the host’s prefix; the token is stored nowhere', async () => {
    const one = await office.person('officer');
    const [line = ''] = (await signIn(one.email)).headers.getSetCookie().filter((set) => set.startsWith('dh_console='));
    expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    const safe = await openOffice({ secure: true });
    const other = await safe.person('officer');
    const [secure = ''] = (await safe.post('/sign-in', { form: { email: other.email, password: PASSWORD } })).headers.getSetCookie().filter((set) => set.includes('dh_console='));
    expect(secure).toMatch(/^__Host-dh_console=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    safe.close();
  });
});

describe('the last admin', () => {
  it('can be neither switched off nor made something else', async () => {
    const admin = await office.person('admin');
    const cookie = await office.enter(admin.id);
    expect((await office.post(`/people/${admin.id}/disable`, { cookie })).status).toBe(409);
    expect((await office.post(`/people/${admin.id}`, { cookie, form: { name: 'Người Ví Dụ', office: 'here', role: 'officer' } })).status).toBe(409);
    expect((await office.get('/people', { cookie })).status).toBe(200);
    await office.person('admin');
    expect((await office.post(`/people/${admin.id}`, { cookie, form: { name: 'Người Ví Dụ', office: 'here', role: 'officer' } })).status).toBe(303);
  });
});
