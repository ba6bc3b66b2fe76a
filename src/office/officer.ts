/** Owns who an officer is and which roles there are. Not what a role may do (`roles.ts`). */

export const roles = ['officer', 'supervisor', 'admin', 'auditor', 'agency'] as const;
export type Role = (typeof roles)[number];

/**
 * A person who may enter the console. `province`: the code of the office's province, null for an office of the whole country.
 * `{ "id": "k3…", "name": "Trần Thị Mẫu", "officeId": "o1…", "officeName": "Trung tâm TGPL Ví Dụ", "province": "31", "role": "officer" }`
 */
export type Officer = {
  readonly id: string;
  readonly name: string;
  readonly officeId: string;
  readonly officeName: string;
  readonly province: string | null;
  readonly role: Role;
};
