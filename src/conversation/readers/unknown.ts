/** Owns "I do not know" and "there is none", which any question may be answered with. Does not decide what follows from them. */
import { listen, NO, withoutManners } from './said.js';

const TAIL =
  '(?: (?:nua|gi|j|het|luon|ro|lam|dau|ngay|thang|nam|nao|so|bao nhieu|bn|o dau|chinh xac|chi tiet|cu the|day du|roi|ca|duoc|dc|nha|nhe|a|em|anh|chi|noi|cai|ten|dia chi))*';
const UNKNOWN = [
  new RegExp(`^${NO}(?: co| he| con| duoc| the)?(?: (?:biet|bik|bit|bt|bjt|nho|nko|ro|chac|chac chan|nam|nam ro|de y|nho ro|biet ro))${TAIL}$`),
  /^(?:kb|kbt|kbik|hb|hbt|idk|dunno|chiu|quen|quen mat|quen roi|quen mat roi|quen het roi|bo tay|chiu thoi|ai biet|ai ma biet|sao biet duoc|sao ma biet|biet dau|biet chet lien)$/,
  /^(?:i )?(?:do not|don ?'?t|dont|didn ?'?t|can ?'?t|cant|cannot) (?:know|remember|recall)(?: .{0,30})?$/,
  /^(?:i am |i'?m )?(?:not sure|unsure|unknown|no idea|not known|forgot|i forgot)$/,
];

/** True for an answer that says the person does not know or remember: `'hok bik'`, `'không nhớ rõ'`, `"don't know"`. */
export const isUnknown = (text: string): boolean => {
  const plain = withoutManners(listen(text).plain);
  return UNKNOWN.some((pattern) => pattern.test(plain));
};

const NONE = [
  new RegExp(
    `^${NO}(?: he| bi| mat| ton| con)?(?: co)?(?: (?:gi|ai|cai gi|cai nao|khoan nao|dong nao|giay to gi|giay to nao|giay nao))?(?: (?:het|ca|dau|luon|a|roi|nua|nha|nhe))*$`,
  ),
  /^(?:none|nothing|nobody|no one|no|n\/a|na|not any)$/,
];

/** True for an answer that says there is none: `'không có'`, `'ko co gi het'`, `'none'`. A bare "không" counts. */
export const isNone = (text: string): boolean => {
  const plain = withoutManners(listen(text).plain);
  return NONE.some((pattern) => pattern.test(plain));
};
