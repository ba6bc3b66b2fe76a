/** Owns reading yes or no. Does not know what was asked: "không" is always no, and anything hedged is refused. */
import type { Answer, CodedReader } from './codes.js';
import { refuse, value } from './reading.js';
import { listen, NO, withoutManners } from './said.js';

const YES =
  /^(?:co|co a|co chu|co nhe|co co|co roi|dung|dung vay|dung the|dung nhu vay|dung nhu the|dung roi|dung het|dung het roi|dung ca|dung day|dung r|phai|phai roi|phai r|roi|r|da roi|da|da co|u|uh|uhm|um|uk|ukm|uki|o|oki|ok|oke|okay|okie|okela|okla|o ke|yes|yep|yeah|yup|ye|y|chinh xac|chuan|chuan roi|dong y|nhat tri|duoc|dc|duoc chu|vang|vag|van a|tat nhien|tat nhien roi|tat nhien co|chac chan|chac chan co|chac chan roi|han roi|muon|co muon|sure|true|correct|right|of course|i do|i agree|agree)$/;
const NO_EXACT = new RegExp(
  `^(?:${NO}|${NO} (?:phai|dung|co|muon|dong y|he|bao gio|he co|phai vay|phai dau|dau|can|duoc|dc|roi)|chua bao gio|chua tung|chua co|sai|sai roi|no|nope|nah|not|n|never|not yet|i don'?t|i do not|disagree|tu choi|dau co|lam gi co|nao co|lam j co|hong co|hong phai)$`,
);
/** A verb may follow: "có nhận rồi", "chưa nhận được". Not when a second thought follows. */
const DOUBT =
  /\b(?:the|le|khi|nhung|gi|j|ai|sao|sai|chac|han|hoan toan|biet|bik|bit|nho|ro|hieu|van de|y kien|khong|ko|k|chua|hay|hoac|neu|tuy|ve|hinh nhu|chi|no|not|yes|thi|la|phan|lam|it|hoi|chut)\b/;
const COURTESY = /(?:[\s,.]+(?:a|ah|ha|nha|nhe|nhen|nghen|em|anh|chi|ban|bac|oi|thoi|nhi|ne|you|thanks|please))+$/;
const LEAD = /^(?:(?:da|vang|thua|a|ah|em|anh|chi|toi|tui|minh|con|chau|thi|uh|u|um)[\s,.]+)+/;

/** Reads yes (`true`) or no (`false`): `'dạ không'` is no, `'chưa'` is no, `'có lẽ'` is refused. */
export const readYesNo: CodedReader<boolean> = (text) => {
  const said = listen(text);
  if (said.plain === '') return refuse('empty');
  // Written with its accent, "đừng" (don't) must not be taken for "đúng" (right), nor "dừng" (stop).
  if (/(?:^|\s)đừng(?:\s|$)/.test(said.accented)) return value(false);
  if (/^(?:dùng|dụng|dũng|cố|cô|cỏ|cọ)$|(?:^|\s)dừng(?:\s|$)/.test(said.accented)) return refuse('yes_no_unclear');
  const whole = said.plain.replace(/\s*,\s*/g, ' ');
  for (const form of [whole, whole.replace(COURTESY, ''), whole.replace(LEAD, ''), withoutManners(whole), whole.replace(LEAD, '').replace(COURTESY, '')]) {
    const read = exact(form);
    if (read !== undefined) return value(read);
  }
  const read = lenient(whole.replace(LEAD, '').replace(COURTESY, ''));
  // «dung xoa» is «đừng xóa»: with more behind it only «đúng», marked, is a yes.
  return read.kind === 'value' && /^dung\b/.test(whole.replace(LEAD, '')) && !/đúng/.test(said.accented) ? refuse('yes_no_unclear') : read;
};

/** True for «dung» without its marks: «đúng» (right), «dừng» (stop) or «đừng» (don't), and nobody knows which. */
export const mayBeStop = (text: string): boolean => {
  const said = listen(text);
  return !said.marked && /^dung(?: lai)?$/.test(withoutManners(said.plain.replace(COURTESY, '').replace(LEAD, '')));
};

const exact = (plain: string): boolean | undefined => {
  const stretched = plain.replace(/([a-z])\1{2,}/g, '$1');
  if (NO_EXACT.test(stretched)) return false;
  return YES.test(stretched) ? true : undefined;
};

const lenient = (plain: string): Answer<boolean> => {
  const [first = '', ...rest] = plain.split(' ');
  const tail = rest.join(' ');
  if (rest.length === 0 || rest.length > 5 || DOUBT.test(tail) || /\d/.test(tail)) return refuse('yes_no_unclear');
  if (new RegExp(`^${NO}$`).test(first)) return value(false);
  return first === 'co' || first === 'yes' || first === 'dung' ? value(true) : refuse('yes_no_unclear');
};
