/** The fear: the parts fit and a person on Zalo hears nothing. The whole program, a signed event in, the question with its buttons out. */
import { afterEach, expect, test } from 'vitest';
import { type OaWhole, openOaWhole } from './kit.js';

let oa: OaWhole;
afterEach(() => oa.close());

const lan = '2468458835296117922';

test('a first word is answered with the question, its buttons and its numbers; a tap and a typed number both answer it', async () => {
  oa = await openOaWhole();
  const person = oa.zalo.person(lan);
  expect((await person.says('chào')).status).toBe(200);
  await oa.whole.app.idle();
  const asked = person.heard().at(-1);
  expect(oa.whole.asked('zalo-oa', lan)).toBe('consent');
  expect(asked?.buttons.map(({ title }) => title)).toEqual(['Đồng ý', 'Chỉ hỏi, không lưu']);
  expect(asked?.text).toContain('1. Đồng ý');
  await person.taps('Đồng ý');
  await oa.whole.app.idle();
  expect(oa.whole.asked('zalo-oa', lan)).toBe('field');
  await person.says('1');
  await oa.whole.app.idle();
  expect(oa.whole.asked('zalo-oa', lan)).toBe('criminal_measure');
});
