/** Owns which letters there are. Words: `procedure.letter.<kind>`. */

export const letterKinds = [
  'urge',
  'complaint',
  'urge_body',
  'supplement',
  'resume',
  'lawsuit',
  'honour_reply',
  'honour_request',
  'postpone',
  'prolong',
  'withdraw',
  'fix_decision',
  'guidance_request',
  'support_request',
  'authority',
  'heirs_choice',
] as const;
export type LetterKind = (typeof letterKinds)[number];
export const isLetterKind = (text: string): text is LetterKind => letterKinds.some((kind) => kind === text);
