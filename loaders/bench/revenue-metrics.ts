/** The calls of the Revenue page that grow with deals and touches. */
export const revenueMetrics = [
  "contribution()",
  "contribution_figures()",
  "social_share()",
  "social_share_by_quarter()",
  "social_against_rest()",
  "social_against_rest_by('region')",
  "difference_within()",
  "deals_by('source')",
  "deals_by('source', clock := 'closed')",
  "winning_steps('social')",
  "winning_at('social')",
  "winning_test()",
  "winning_test(within := 'region')",
  "winning_window()",
  "ledger_total()",
  "programme_return()"
] as const;
