/** The fear: somebody asks for a person in words we did not think of; a story is taken for a request; a «1» is taken for another list's «1». */
import { describe, expect, test } from 'vitest';
import type { Effect, Talk } from '../../src/conversation/index.js';
import { detained } from '../flows/walks.js';
import { env, say, talkWith, tap, text } from './talker.js';

const choice = () => talkWith({ consent: 'agree' });
const freeText = () => talkWith({ consent: 'agree', field: 'elsewhere' });
const aPhoto = { id: 'e', name: 'a.jpg', state: 'received', paper: null, album: null, exhibit: 1, title: null, reason: null, pages: 1 };
const does = (effects: readonly Effect[], what: Effect['do']): boolean => effects.some((effect) => effect.do === what);

const PERSON = [
  'gặp cán bộ',
  'gap can bo',
  'Gặp cán bộ!',
  'cho tôi gặp cán bộ',
  'cho toi gap can bo voi',
  'tôi muốn gặp cán bộ',
  'toi muon gap can bo de hoi them',
  'cán bộ',
  '/canbo',
  'gặp cb',
  'cần gặp người thật',
  'người thật',
  'nguoi that',
  'cho em gặp người thật ạ',
  'có người thật không',
  'tôi muốn nói chuyện với người',
  'cho tôi nói chuyện với cán bộ',
  'không muốn nói chuyện với máy',
  'tôi không nói chuyện với máy nữa',
  'gặp luật sư',
  'cho tôi gặp luật sư',
  'tôi cần luật sư',
  'gọi lại cho tôi',
  'gọi điện cho tôi đi',
  'gọi cho tôi',
  'cần người hỗ trợ',
  'cần người giúp',
  'cứu tôi với',
  'chuyển cho cán bộ',
  'chuyển máy cho cán bộ giúp em',
  'gặp tư vấn viên',
  'gặp nhân viên',
  'cho cháu gặp ai đó',
  'xin gặp trợ giúp viên',
  'kết nối cán bộ giúp tôi',
  'bác muốn gặp cán bộ, bác không biết bấm',
  'nhờ cán bộ giúp',
  'talk to a person',
  'I want to talk to a human',
  'need a lawyer',
  'real person please',
  'call me back',
] as const;

describe('a person in at most two steps', () => {
  test.each(PERSON)('«%s»', (words) => {
    for (const talk of [choice(), freeText(), talkWith({})]) {
      const { outcome, talk: now } = say(talk, text(words));
      expect(does(outcome.effects, 'want_person'), `at ${outcome.position.step}`).toBe(true);
      expect(now.answers).toEqual(talk.answers);
    }
  });
  test('are at least forty ways', () => expect(PERSON.length).toBeGreaterThanOrEqual(40));
});

test.each([
  'Hôm đó tôi gặp cán bộ phường mà họ đuổi tôi về',
  'Họ gọi cho tôi lên trụ sở rồi giữ luôn ở đó',
  'Tòa xem lại vụ án rồi tuyên tôi không có tội',
  'Đến giờ tôi vẫn không hiểu vì sao tôi bị bắt',
  'Tôi bảo dừng lại nhưng họ vẫn phá nhà',
])('a story is an answer: «%s»', (story) => {
  const { talk, outcome } = say(freeText(), text(story));
  expect(talk.answers.first_story).toBe(story);
  expect(does(outcome.effects, 'want_person')).toBe(outcome.position.step === 'officer_looks');
});

test('a story of a death in custody is kept as the answer and calls a person', () => {
  const story = 'Chồng tôi bị giam oan ba tháng rồi tự tử trong trại, để lại hai con nhỏ';
  const { talk, outcome } = say(freeText(), text(story));
  expect(talk.answers.first_story).toBe(story);
  expect(outcome.effects).toContainEqual({ do: 'want_person', reason: 'distress' });
});

describe('a number or a yes means what was asked last', () => {
  const unclear = (): Talk => say(choice(), text('tôi bị phạt tiền, bị bắt và bị giam')).talk;

  test('after the question was put again, a number is an option of it and not an old reading', () => {
    const asked = unclear();
    expect(asked.pending?.kind).toBe('several');
    const again = say(asked, text('zzz qqq')).talk;
    expect(again.pending).toBeUndefined();
    expect(say(again, text('5')).talk.answers.field).toBe('criminal_enforcement');
  });

  test("a picture taken in while «xóa?» is open does not put another list under the person's finger", () => {
    const answers = { consent: 'agree', field: 'criminal_proceedings' };
    const asked = say(talkWith(answers), text('/xoa')).talk;
    const noticed = say(asked, { kind: 'notice', what: 'files_received', about: 'x', detail: { count: 1, name: 'anh.jpg', exhibit: 1, pages: 1 } });
    expect(noticed.replies.map(({ tag }) => tag)).toEqual(['files_received']);
    expect(noticed.talk.pending?.kind).toBe('erase');
  });

  test('words that are neither yes nor no never erase, send or change: the same is asked again', () => {
    const asked = say(choice(), text('/xoa')).talk;
    for (const words of ['ý là sao', 'khoan đã', '7', 'Nguyễn Văn An']) {
      const { outcome, talk } = say(asked, text(words));
      expect(does(outcome.effects, 'erase')).toBe(false);
      expect(talk.pending?.kind).toBe('erase');
      expect(talk.answers).toEqual(asked.answers);
    }
  });

  test('another language says again what is waited for', () => {
    const asked = say(choice(), text('/xoa')).talk;
    const { talk, replies } = say(asked, text('english'));
    expect(talk.pending?.kind).toBe('erase');
    expect(replies.at(-1)?.text).toContain(env.wording.en.say('common.erase.sure'));
  });

  test('an answer being changed is not taken for an answer to the question after it', () => {
    const changing = say(talkWith(detained), text('sửa 7')).talk;
    const several = say(changing, text('3/4')).talk;
    const { talk } = say(several, text('6/2/2026'));
    expect(talk.answers.proceed).toBeUndefined();
    expect(talk.answers.document_received_on).toBe('2026-02-06');
  });
});

test("the person's own words are never read as our templates", () => {
  const { talk, replies } = say(say(freeText(), text('$t(common.yes) {{name}} kể lại chuyện của tôi ở đây')).talk, text('xem lại'));
  expect(talk.answers.first_story).toBe('$t(common.yes) {{name}} kể lại chuyện của tôi ở đây');
  expect(replies.map((reply) => reply.text).join('\n')).toContain('$t(common.yes) {{name}}');
});

test('after a pause the next words take the talk up, and are not written down as an answer', () => {
  const paused = say(freeText(), text('tạm dừng')).talk;
  const back = say(paused, text('mình làm nốt nhé'));
  expect(back.talk.answers).toEqual(paused.answers);
  expect(back.replies.at(-1)?.text).toContain(env.wording.vi.say('common.welcome_back'));
  expect(say(back.talk, text('Công an xã giữ xe của tôi')).talk.answers.first_story).toBe('Công an xã giữ xe của tôi');
});

test.each([
  ['30/2/2026', 'day_not_exist'],
  ['5/13/2025', 'day_month_over_12'],
  ['mình quay lại rồi', undefined],
])('«%s» takes a stopped talk up, and is remarked on when it was meant for an answer', (words, code) => {
  const { document_received_on: _, ...answers } = detained;
  const paused = say(talkWith(answers), text('tạm dừng')).talk;
  const { talk, replies } = say(paused, text(words));
  expect([talk.answers, talk.pending]).toEqual([answers, undefined]);
  const said = replies.at(-1)?.text ?? '';
  expect(said).toContain(env.wording.vi.say('common.welcome_back'));
  const refusals = ['day_not_exist', 'day_month_over_12', 'day_unreadable'].filter((one) => said.includes(env.wording.vi.say(`refusals.${one}`)));
  expect(refusals).toEqual(code === undefined ? [] : [code]);
});

test('a picture before anything was agreed is refused with its reason', () => {
  const { replies, outcome } = say(talkWith({}, { greeted: false }), { kind: 'file', file: { handle: 'h', name: 'a.jpg' } });
  expect(does(outcome.effects, 'take_file')).toBe(false);
  expect(replies[0]?.text).toContain(env.wording.vi.say('common.files.consent_first'));
});

test('a tap of another talk says so and does nothing', () => {
  const { outcome, replies } = say(choice(), tap('a|zzzzzz|abcdef|ghijkl|agree'));
  expect(outcome.effects.some(({ do: what }) => what === 'answer')).toBe(false);
  expect(replies[0]?.text).toContain(env.wording.vi.say('common.stale'));
});

test('«có» is not «Cơ quan…», and «tôi không hiểu» is not a no', () => {
  expect(say(choice(), text('có')).talk.answers.field).toBeUndefined();
  const asked = talkWith({ consent: 'agree', field: 'criminal_proceedings', criminal_measure: 'detention', criminal_outcome: 'not_a_crime' });
  for (const words of ['tôi không hiểu', 'tôi không hiểu câu này lắm', 'không hiểu gì hết']) expect(say(asked, text(words)).talk.answers.false_confession).toBeUndefined();
  for (const words of ['không', 'ko', 'không có', '2']) expect(say(asked, text(words)).talk.answers.false_confession).toBe(false);
});

const yesOrNo = () => talkWith({ consent: 'agree', field: 'criminal_proceedings', criminal_measure: 'detention', criminal_outcome: 'not_a_crime' });
const MAY_BE = env.wording.vi.say('common.dung_or_stop');

describe('«đúng», «dừng», «đừng»', () => {
  test.each(['dừng', 'Dừng lại', 'nghỉ', 'nghĩ', 'thôi', 'thoi'])('«%s» pauses the talk', (words) => expect(say(yesOrNo(), text(words)).talk.pending).toEqual({ kind: 'stopped' }));

  test('«đúng» is a yes where one is asked for, and nowhere a pause', () => {
    expect(say(yesOrNo(), text('đúng')).talk.answers.false_confession).toBe(true);
    for (const talk of [choice(), yesOrNo()])
      for (const words of ['đúng', 'Đúng.', 'đúng rồi', 'thối', 'nói']) expect(say(talk, text(words)).talk.pending?.kind).not.toBe('stopped');
  });

  test.each(['dung', 'Dung', 'dung lai'])('«%s» at a yes or no is asked back, and is then a yes', (words) => {
    const asked = say(yesOrNo(), text(words));
    expect(asked.talk.answers.false_confession).toBeUndefined();
    expect(asked.replies.at(-1)?.text).toContain(MAY_BE);
    expect(say(asked.talk, text('dung')).talk.answers.false_confession).toBe(true);
    expect(say(asked.talk, text('dừng')).talk.pending).toEqual({ kind: 'stopped' });
    expect(say(asked.talk, text('nghỉ')).talk.pending).toEqual({ kind: 'stopped' });
    const no = say(asked.talk, text('2')).talk;
    expect([no.pending, no.answers.false_confession]).toEqual([undefined, undefined]);
  });

  test('«dung» where no yes fits is a pause', () => {
    for (const talk of [choice(), freeText()]) expect(say(talk, text('dung')).talk.pending).toEqual({ kind: 'stopped' });
  });

  test('nothing is erased on a word that may be «đừng» or «dừng»', () => {
    const asked = say(choice(), text('/xoa')).talk;
    for (const words of ['dung', 'dung lai', 'dung xoa', 'dừng', 'dừng lại', 'dừng xóa', 'đừng', 'đừng xóa', 'dung co xoa']) {
      const { outcome } = say(asked, text(words));
      expect(does(outcome.effects, 'erase'), words).toBe(false);
    }
    expect(say(asked, text('dung')).replies[0]?.text).toContain(MAY_BE);
    expect(say(asked, text('dung')).talk.pending?.kind).toBe('erase');
    expect(does(say(asked, text('đúng')).outcome.effects, 'erase')).toBe(true);
  });
});

test('other marks are another word; bare, slipped and swapped hook and tilde are the same', () => {
  const heard = (words: string): Talk['pending'] => say(choice(), text(words)).talk.pending;
  expect(heard('gap can bo')).toBeUndefined();
  for (const words of ['xem lại', 'xem lai', 'xêm lại', 'xem lái']) expect(heard(words)?.kind, words).toBe('review');
  const calls = (words: string): boolean => does(say(choice(), text(words)).outcome.effects, 'want_person');
  for (const words of ['gặp cán bộ', 'gặp căn bộ', 'gap cán bộ', 'tự tử', 'tu tu', 'tự tữ']) expect(calls(words), words).toBe(true);
  for (const words of ['từ từ', 'từ từ gửi', 'tu tu gui', 'tôi kể từ từ nhé']) expect(calls(words), words).toBe(false);
});

test("a paper's name is any words but those that ask for something else", () => {
  const titling = talkWith({ consent: 'agree' }, { pending: { kind: 'titling', exhibit: 1 }, evidence: [aPhoto] });
  expect(does(say(titling, text('gặp cán bộ')).outcome.effects, 'want_person')).toBe(true);
  expect(does(say(titling, text('tôi muốn tự tử')).outcome.effects, 'want_person')).toBe(true);
  expect(say(titling, text('dừng')).talk.pending).toEqual({ kind: 'stopped' });
  expect(say(titling, text('Giấy mời cán bộ phường gặp gia đình tôi')).outcome.effects[0]).toMatchObject({ do: 'name_exhibit', title: 'Giấy mời cán bộ phường gặp gia đình tôi' });
});

test('at a paper «để sau» means it comes later; elsewhere it pauses the talk', () => {
  const { talk, outcome } = say(choice(), text('để sau'));
  expect(talk.answers.field).toBeUndefined();
  expect(outcome.effects).toContainEqual({ do: 'pend', pending: { kind: 'stopped' } });
});
