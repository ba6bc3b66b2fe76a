/** Owns migration 8: an agency's day that has passed brings the case into the officers' queue, for a reason of its own. Replaces one trigger of migration 3. */
import type { Migration } from './migrations.js';

const reason = `case new.kind when 'person_wanted' then coalesce(json_extract(new.data, '$.reason'), 'asked') when 'lease_lapsed' then 'lapsed' when 'case_passed_on' then 'asked'
  when 'agency_answered' then 'agency_answered' when 'deadline_near' then 'deadline_near' when 'step_overdue' then 'step_overdue' when 'approval_wanted' then 'approval' when 'case_given' then 'given' else 'delivery' end`;
/** The person's own day that comes near goes before the agency's that has passed. */
const rank = `case ${reason} when 'distress' then 0 when 'turn_failed' then 1 when 'asked' then 2 when 'lapsed' then 3 when 'agency_answered' then 4 when 'deadline_near' then 5 when 'given' then 5
  when 'step_overdue' then 6 when 'approval' then 6 when 'law_unknown' then 6 else 7 end`;

export const overdueWaits: Migration = {
  number: 8,
  name: 'an overdue step waits for an officer',
  statements: [
    `drop trigger desk_case_waits`,
    `create trigger desk_case_waits after insert on event
      when new.kind in ('person_wanted', 'lease_lapsed', 'case_passed_on', 'agency_answered', 'deadline_near', 'step_overdue', 'approval_wanted', 'case_given', 'send_refused', 'send_parked', 'chore_failed', 'handover_bounced', 'handover_uncertain') begin
      update desk_case set wait_reason = ${reason}, wait_rank = ${rank}, wait_since = coalesce(wait_since, new.at), changed = (select coalesce(max(changed), 0) + 1 from desk_case)
        where conversation_id = new.conversation_id and owner not like 'officer:%' and wait_rank > ${rank};
    end`,
  ],
};
