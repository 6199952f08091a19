-- What plain DuckDB does with the sample's exports, written by somebody who knows them: every file is read once with
-- its types stated (no sniffing), lines that do not fit them are skipped unseen (ignore_errors), rows that the report
-- rejects for a missing or impossible value, for a date after the report's or for a seller who is not on the roster
-- are left out by WHERE, and the columns that the report publishes are written to its file.
--
-- It finds no format, keeps no line number and no reason, notes nothing, looks for no repeated key and judges no entry
-- of the interview ledger (so it writes the few rows that the report rejects for these), works out nothing of
-- its own (no score of leads, no influence, no attribution, no interval) and defines no metric.
-- It leaves out three small files: connections, followers and trends. {dir} stands for the workspace.

CREATE MACRO meaning(text) AS CASE
  WHEN text IN ('LinkedIn', 'Sales Navigator', 'Social - X', 'Linked-In msg', 'SalesNav', 'Réseaux sociaux',
    'linkedin_invitation', 'sales_navigator', 'content') THEN 'social'
  WHEN text IN ('Inbound web', 'Webinar', 'Site web', 'Webinaire', 'web_form', 'webinar') THEN 'inbound'
  WHEN text IN ('Cold call', 'Outbound email', 'cold-call list', 'Appel à froid', 'E-mailing', 'list') THEN 'outbound'
  WHEN text IN ('Referral', 'Recommandation', 'referral') THEN 'referral'
  WHEN text IN ('Trade fair', 'Salon', 'event') THEN 'event'
  WHEN text IN ('Partner', 'Partenaire') THEN 'partner'
  WHEN text IN ('Other', 'Autre') THEN 'other'
  ELSE 'unknown' END;
CREATE MACRO quarter_of(day) AS year(day) || '-Q' || quarter(day);

CREATE TABLE report.sellers AS
SELECT seller_id, name, region, team, hired_on, left_on, seat, trained_on
FROM read_csv('{dir}/sellers.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',', quote = '"',
  escape = '"', columns = {seller_id: 'VARCHAR', name: 'VARCHAR', email: 'VARCHAR', region: 'VARCHAR', team: 'VARCHAR',
    role: 'VARCHAR', hired_on: 'DATE', left_on: 'DATE', seat: 'BOOLEAN', trained_on: 'DATE'})
WHERE seller_id IS NOT NULL;

CREATE TABLE report.deals AS
SELECT
  d.deal_id, d.seller_id, s.region, s.team, d.segment, meaning(d.origin) AS source, d.origin, d.stage, d.outcome,
  d.created_on,
  CASE WHEN d.outcome <> 'open' THEN d.closed_on END AS closed_on,
  CAST(d.amount AS DECIMAL(18, 2)) AS amount,
  CASE WHEN d.outcome <> 'open' THEN d.closed_on - d.created_on END AS cycle_days,
  quarter_of(d.created_on) AS created_quarter,
  CASE WHEN d.outcome <> 'open' THEN quarter_of(d.closed_on) END AS closed_quarter
FROM (
  SELECT "Opportunity ID" AS deal_id, "Owner ID" AS seller_id, Segment AS segment, "Lead Source" AS origin,
    Stage AS stage,
    CASE Stage WHEN 'Closed Won' THEN 'won' WHEN 'Closed Lost' THEN 'lost' ELSE 'open' END AS outcome,
    "Created Date" AS created_on, "Close Date" AS closed_on, Amount AS amount, "Amount Currency" AS currency
  FROM read_csv('{dir}/crm/opportunities.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',',
    quote = '"', escape = '"', columns = {'Opportunity ID': 'VARCHAR', 'Opportunity Name': 'VARCHAR',
      'Opportunity Owner': 'VARCHAR', 'Owner ID': 'VARCHAR', 'Account Name': 'VARCHAR', 'Stage': 'VARCHAR',
      'Amount': 'DOUBLE', 'Amount Currency': 'VARCHAR', 'Created Date': 'DATE', 'Close Date': 'DATE',
      'Lead Source': 'VARCHAR', 'Segment': 'VARCHAR'})
  UNION ALL
  -- The amounts have a space between thousands, which no option of the reader takes away.
  SELECT "Identifiant", "Propriétaire", CASE Segment WHEN 'Grand compte' THEN 'Enterprise'
      WHEN 'Entreprise moyenne' THEN 'Mid-market' WHEN 'Petite entreprise' THEN 'Small business' ELSE Segment END,
    Origine, "Étape", CASE "Étape" WHEN 'Gagnée' THEN 'won' WHEN 'Perdue' THEN 'lost' ELSE 'open' END,
    "Date de création", "Date de clôture",
    TRY_CAST(replace(regexp_replace(Montant, '[^0-9,]', '', 'g'), ',', '.') AS DOUBLE), NULL
  FROM read_csv('{dir}/crm/affaires-france.csv', header = true, auto_detect = false, ignore_errors = true, delim = ';',
    quote = '"', escape = '"', dateformat = '%d/%m/%Y', columns = {'Identifiant': 'VARCHAR', 'Affaire': 'VARCHAR',
      'Propriétaire': 'VARCHAR', 'Compte': 'VARCHAR', 'Étape': 'VARCHAR', 'Montant': 'VARCHAR',
      'Date de création': 'DATE', 'Date de clôture': 'DATE', 'Origine': 'VARCHAR', 'Segment': 'VARCHAR'})
  WHERE Montant IS NULL OR NOT regexp_matches(Montant, '[a-zà]')
) d
LEFT JOIN report.sellers s USING (seller_id)
WHERE d.deal_id IS NOT NULL AND d.created_on <= DATE '2026-09-30' AND coalesce(d.currency, 'EUR') = 'EUR'
  AND (d.seller_id IS NULL OR s.seller_id IS NOT NULL);

-- The newest month has one column more than the others.
CREATE TABLE report.touches AS
SELECT happened_on, seller_id, channel, kind, deal_id, lead_id, 1::BIGINT AS count
FROM read_csv(['{dir}/engagement/202[345]-*.csv', '{dir}/engagement/2026-0[1-8].csv'], header = true,
  auto_detect = false, ignore_errors = true, delim = ',', quote = '"', escape = '"', columns = {event_id: 'VARCHAR',
    happened_on: 'DATE', seller_id: 'VARCHAR', channel: 'VARCHAR', kind: 'VARCHAR', deal_id: 'VARCHAR',
    lead_id: 'VARCHAR', account: 'VARCHAR'})
WHERE happened_on <= DATE '2026-09-30' AND seller_id IN (SELECT seller_id FROM report.sellers)
UNION ALL
SELECT happened_on, seller_id, channel, kind, deal_id, lead_id, coalesce("count", 1)
FROM read_csv('{dir}/engagement/2026-09.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',',
  quote = '"', escape = '"', columns = {event_id: 'VARCHAR', happened_on: 'DATE', seller_id: 'VARCHAR',
    channel: 'VARCHAR', kind: 'VARCHAR', deal_id: 'VARCHAR', lead_id: 'VARCHAR', account: 'VARCHAR',
    count: 'BIGINT'})
WHERE happened_on <= DATE '2026-09-30' AND seller_id IN (SELECT seller_id FROM report.sellers) AND coalesce("count", 1) >= 0;

CREATE TABLE report.leads AS
SELECT l.lead_id, l.seller_id, s.region, s.team, l.industry AS segment, NULL::VARCHAR AS channel,
  meaning(l.channel) AS source, l.created_on, coalesce(l.won, false) AS won, l.won_on, l.score
FROM read_csv('{dir}/leads.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',', quote = '"',
  escape = '"', columns = {lead_id: 'VARCHAR', name: 'VARCHAR', company: 'VARCHAR', job_title: 'VARCHAR',
    headline: 'VARCHAR', summary: 'VARCHAR', industry: 'VARCHAR', employees: 'VARCHAR', location: 'VARCHAR',
    seller_id: 'VARCHAR', created_on: 'DATE', channel: 'VARCHAR', score: 'DOUBLE', won: 'BOOLEAN', won_on: 'DATE'}) l
LEFT JOIN report.sellers s USING (seller_id)
WHERE l.lead_id IS NOT NULL AND l.created_on <= DATE '2026-09-30' AND (l.seller_id IS NULL OR s.seller_id IS NOT NULL);

CREATE TABLE report.seller_weeks AS
SELECT CAST(date_trunc('week', i.week) AS DATE) AS week, i.seller_id, s.region, s.team, s.seat, i.ssi, i.brand, i.people,
  i.insights, i.relationships, i.industry_rank, i.network_rank, i.connections,
  CASE WHEN i.ssi < 50 THEN 'foundation' WHEN i.ssi < 70 THEN 'practising' ELSE 'active' END AS band
FROM read_csv('{dir}/ssi/*.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',', quote = '"',
  escape = '"', columns = {week: 'DATE', seller_id: 'VARCHAR', ssi: 'DOUBLE', brand: 'DOUBLE', people: 'DOUBLE',
    insights: 'DOUBLE', relationships: 'DOUBLE', industry_rank: 'DOUBLE', network_rank: 'DOUBLE',
    connections: 'BIGINT'}) i
JOIN report.sellers s USING (seller_id)
WHERE i.week <= DATE '2026-09-30' AND i.ssi BETWEEN 0 AND 100
  AND coalesce(i.brand, 0) BETWEEN 0 AND 25 AND coalesce(i.people, 0) BETWEEN 0 AND 25
  AND coalesce(i.insights, 0) BETWEEN 0 AND 25 AND coalesce(i.relationships, 0) BETWEEN 0 AND 25
  AND coalesce(i.industry_rank, 0) BETWEEN 0 AND 100 AND coalesce(i.network_rank, 0) BETWEEN 0 AND 100
  AND coalesce(i.connections, 0) >= 0;

CREATE TABLE report.navigator_usage AS
SELECT u.week, u.seller_id, s.region, s.team, s.seat, u.days_active, u.searches, u.profile_views, u.inmails_sent,
  u.inmails_answered, u.saved_leads, u.saved_accounts
FROM read_csv('{dir}/navigator_usage.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',',
  columns = {week: 'DATE', seller_id: 'VARCHAR', days_active: 'BIGINT', searches: 'BIGINT', profile_views: 'BIGINT',
    inmails_sent: 'BIGINT', inmails_answered: 'BIGINT', saved_leads: 'BIGINT', saved_accounts: 'BIGINT'}) u
JOIN report.sellers s USING (seller_id);

CREATE TABLE report.invitations AS
SELECT i.week, i.seller_id, s.region, s.team, i.sent, i.accepted, i.visited, i.received
FROM read_csv('{dir}/invitations.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',',
  columns = {week: 'DATE', seller_id: 'VARCHAR', sent: 'BIGINT', accepted: 'BIGINT', visited: 'BIGINT',
    received: 'BIGINT'}) i
JOIN report.sellers s USING (seller_id);

CREATE TABLE report.training AS
SELECT t.session, t.held_on, t.seller_id, s.region, s.team, t.invited, t.attended
FROM read_csv('{dir}/training.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',',
  columns = {session: 'VARCHAR', held_on: 'DATE', seller_id: 'VARCHAR', invited: 'BOOLEAN', attended: 'BOOLEAN'}) t
JOIN report.sellers s USING (seller_id);

CREATE TABLE report.coaching AS
SELECT c.planned_on, c.held_on, c.seller_id, s.region, s.team, c.actions, c.actions_closed
FROM read_csv('{dir}/coaching.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',',
  columns = {planned_on: 'DATE', held_on: 'DATE', seller_id: 'VARCHAR', coach: 'VARCHAR', actions: 'BIGINT',
    actions_closed: 'BIGINT'}) c
JOIN report.sellers s USING (seller_id);

CREATE TABLE report.profile_audits AS
SELECT a.audited_on, a.seller_id, s.region, s.team, a.round, a.photo, a.headline, a.summary, a.experience,
  a.recommendations, a.network, a.publishing
FROM read_csv('{dir}/profile_audits.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',',
  columns = {audited_on: 'DATE', seller_id: 'VARCHAR', round: 'VARCHAR', photo: 'BOOLEAN', headline: 'BOOLEAN',
    summary: 'BOOLEAN', experience: 'BOOLEAN', recommendations: 'BOOLEAN', network: 'BOOLEAN',
    publishing: 'BOOLEAN'}) a
JOIN report.sellers s USING (seller_id);

CREATE TABLE report.surveys AS
SELECT v.week, v.seller_id, s.region, s.team, v.meetings, v.opportunities, v.influenced, v.usefulness
FROM read_csv('{dir}/surveys.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',',
  columns = {week: 'DATE', seller_id: 'VARCHAR', meetings: 'BIGINT', opportunities: 'BIGINT', influenced: 'BIGINT',
    usefulness: 'DOUBLE'}) v
JOIN report.sellers s USING (seller_id);

CREATE TABLE report.posts AS
SELECT p.post_id, p.published_on, p.seller_id, s.region, s.team, p.platform, p.content_type, p.title, p.impressions,
  p.likes, p.comments, p.shares, p.saves, p.clicks, p.response_minutes,
  coalesce(p.likes, 0) + coalesce(p.comments, 0) + coalesce(p.shares, 0) + coalesce(p.saves, 0) AS engagement
FROM read_csv('{dir}/posts.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',', quote = '"',
  escape = '"', columns = {post_id: 'VARCHAR', published_on: 'DATE', seller_id: 'VARCHAR', platform: 'VARCHAR',
    content_type: 'VARCHAR', title: 'VARCHAR', impressions: 'BIGINT', likes: 'BIGINT', comments: 'BIGINT',
    shares: 'BIGINT', saves: 'BIGINT', clicks: 'BIGINT', response_minutes: 'DOUBLE'}) p
LEFT JOIN report.sellers s USING (seller_id)
WHERE p.seller_id IS NULL OR s.seller_id IS NOT NULL;

CREATE TABLE report.contributions AS
SELECT i.interview_id, i.interviewed_on, coalesce(i.seller_id, d.seller_id) AS seller_id, s.region, s.team, i.deal_id,
  i.moment, i.percent, i.argument, i.verbatim, d.closed_on, d.closed_quarter, d.amount,
  CAST(d.amount * i.percent / 100 AS DECIMAL(18, 4)) AS declared
FROM read_csv('{dir}/contributions.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',',
  quote = '"', escape = '"', columns = {interview_id: 'VARCHAR', interviewed_on: 'DATE', interviewer: 'VARCHAR',
    seller_id: 'VARCHAR', deal_id: 'VARCHAR', moment: 'VARCHAR', percent: 'DOUBLE', argument: 'VARCHAR',
    verbatim: 'VARCHAR'}) i
LEFT JOIN (SELECT DISTINCT ON (deal_id) * FROM report.deals) d USING (deal_id)
LEFT JOIN report.sellers s ON s.seller_id = coalesce(i.seller_id, d.seller_id);

CREATE TABLE report.web_traffic AS
SELECT week, channel,
  CASE WHEN channel ILIKE '%social%' THEN 'social' WHEN channel ILIKE '%search%' THEN 'search'
    WHEN channel ILIKE '%mail%' THEN 'email' ELSE 'other' END AS channel_group,
  campaign, sessions, leads, qualified_leads
FROM read_csv('{dir}/web_traffic.csv', header = true, auto_detect = false, ignore_errors = true, delim = ',',
  quote = '"', escape = '"', columns = {week: 'DATE', channel: 'VARCHAR', campaign: 'VARCHAR', sessions: 'BIGINT',
    leads: 'BIGINT', qualified_leads: 'BIGINT'});
