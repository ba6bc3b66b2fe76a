/** Owns the order of the rules of chapter 6 and the law entries each rests on. Their words are `book.rules` in the locales. */
export const ruleGroups: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  verdict: {
    verdict_order: ['scope.adm.list', 'scope.crp.list', 'document.definition', 'limitation.claim'],
    scope_administration: ['scope.adm.list', 'scope.adm.3', 'scope.adm.8', 'scope.adm.11', 'scope.adm.11.refused', 'scope.adm.14'],
    scope_criminal: ['scope.crp.list', 'scope.crp.1', 'scope.crp.2', 'scope.crp.3', 'scope.crp.4', 'scope.crp.5', 'scope.crp.6', 'scope.crp.9', 'scope.crp.10'],
    exclusions: ['exclusion.own_fault', 'exclusion.exempt', 'exclusion.false_confession', 'exclusion.withdrawn', 'exclusion.law_changed'],
    grounding: ['document.definition', 'document.not_sent', 'document.ask_to_collect', 'document.agency_collects', 'document.holder_answers', 'pending.administrative', 'pending.criminal'],
    other_fields: ['scope.cap', 'scope.cre', 'scope.cve'],
    earlier_claim: ['claim.once', 'claim.court_first', 'claim.decided', 'claim.withdrawn', 'claim.court_after_withdrawal', 'criminal.agency_first'],
    honour: ['honour.entitled', 'honour.form_criminal', 'honour.form_administration', 'honour.no_limit', 'honour.refused'],
    other_ways: ['other_way.admin_suit'],
  },
  time: {
    limitation: ['limitation.claim', 'count.first_day', 'count.years', 'count.no_such_day', 'count.day_off', 'limitation.sent_by_justice'],
    excluded_time: ['limitation.excluded', 'limitation.proof'],
    old_law: ['limitation.old_law'],
    working_days: ['count.first_day', 'count.day_off'],
  },
  money: {
    valuation: ['valuation.day', 'valuation.actual'],
    rounding: ['valuation.actual'],
    stretches: ['property.not_ended', 'income.period', 'mental.period_custody'],
    months: ['property.use_lost', 'income.stable', 'expense.years'],
    part_fault: ['fault.part'],
  },
  material: {
    property_prices: ['property.lost', 'property.damaged', 'property.three_prices', 'property.three_repairs'],
    property_use: ['property.use_lost', 'property.three_rents', 'property.period_use'],
    property_money: ['property.money_paid', 'property.contract_penalty', 'property.period_money', 'property.period_penalty', 'property.not_ended', 'interest.default'],
    income_monthly: ['income.stable', 'income.unstable', 'income.organisation', 'income.period', 'income.period_administration', 'income.period_dismissal', 'income.period_criminal'],
    income_seasonal: ['income.seasonal', 'wage.day_divisor_regional'],
    income_none: ['income.stable', 'income.unstable', 'income.seasonal'],
    health_treatment: ['health.treatment', 'health.recuperation', 'health.carer', 'death.treatment', 'death.recuperation', 'death.carer'],
    health_incapacity: ['health.incapacity_carer', 'health.incapacity_period'],
    maintenance: ['health.maintenance', 'death.maintenance'],
    funeral: ['death.funeral', 'death.funeral_rate'],
  },
  mental: {
    mental_daily: [
      'wage.day_divisor_base', 'mental.commune_education', 'mental.confined', 'mental.custody', 'mental.at_large', 'mental.noncustodial', 'mental.after_sentence', 'mental.dismissal',
    ],
    mental_one_kind: ['mental.period_custody', 'mental.period_noncustodial', 'mental.period_after_sentence', 'mental.period_at_large'],
    mental_urgent_hold: ['mental.urgent_hold', 'mental.urgent_hold_and_custody'],
    mental_excess: ['scope.crp.6', 'scope.crp.7', 'scope.crp.8', 'mental.custody'],
    mental_death: ['mental.death'],
    mental_health: ['mental.health'],
    mental_dismissal_end: ['mental.dismissal'],
    mental_organisation: ['mental.custody'],
  },
  expenses: {
    expenses_receipts: ['expense.travel', 'expense.travel_no_receipts', 'expense.mail', 'expense.where', 'expense.years'],
    lawyer: ['expense.lawyer', 'expense.lawyer_cap'],
    visits: ['expense.visits', 'expense.visits_old'],
    total: ['valuation.actual', 'fault.part'],
    advance: ['advance.heads', 'advance.share', 'advance.asked'],
  },
  after: {
    agency_administration: [
      'agency.central', 'agency.province', 'agency.district', 'agency.commune', 'agency.information', 'agency.whistleblower', 'agency.dismissal', 'agency.court_measure', 'agency.pending_case', 'agency.after_district', 'agency.successor', 'agency.successor_general', 'agency.moved_official', 'agency.unknown',
    ],
    agency_criminal: [
      'agency.police', 'agency.police_hold', 'agency.police_not_approved', 'agency.police_insisted', 'agency.procuracy', 'agency.procuracy_approved_arrest', 'agency.procuracy_approved', 'agency.procuracy_indicted', 'agency.court_returned', 'agency.acquittal_upheld', 'agency.court', 'agency.court_first', 'agency.court_appeal', 'agency.court_review_high', 'agency.court_review_supreme', 'agency.successor_court', 'agency.successor_procuracy',
    ],
    minor: ['claimant.adult', 'claimant.entitled'],
    papers: ['paper.claim', 'paper.grounding', 'paper.identity', 'paper.evidence', 'paper.representative_identity', 'paper.authority', 'paper.inheritance', 'paper.heirs_choice', 'paper.copies', 'paper.channels'],
    deadlines_intake: [
      'deadline.justice_forwards', 'deadline.receipt_by_post', 'deadline.ask_supplement', 'deadline.supply_supplement', 'deadline.accept', 'deadline.appoint', 'deadline.advance_pay',
    ],
    deadlines_settling: [
      'deadline.verify', 'deadline.verify_complex', 'deadline.verify_report', 'deadline.negotiation_start', 'deadline.negotiation_end', 'deadline.negotiation_end_complex', 'deadline.decision', 'deadline.decision_effective', 'deadline.sue', 'deadline.suspension', 'deadline.resume',
    ],
    deadlines_payment: [
      'deadline.honour_notice', 'deadline.honour_reply', 'deadline.honour_done', 'deadline.funds_request', 'deadline.funds_grant', 'deadline.pay_notice', 'deadline.pay', 'deadline.unclaimed',
    ],
  },
};

/** `{"id":"limitation","number":"6.10"}` in the order printed. */
export const rulesInOrder: readonly { readonly group: string; readonly id: string; readonly cites: readonly string[]; readonly number: string }[] = Object.entries(ruleGroups)
  .flatMap(([group, rules]) => Object.entries(rules).map(([id, cites]) => ({ group, id, cites })))
  .map((rule, i) => ({ ...rule, number: `R${i + 1}` }));
