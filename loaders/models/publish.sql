-- What goes into the published file: each table and the only columns it may hold. A column that is not named here
-- is not in the report. Tables without a source in the workspace are published empty.
CREATE TABLE report.settings AS SELECT s.*, l.sellers AS least_sellers FROM settings s CROSS JOIN audience.least l;
-- What earlier quarters were reported as. Filled last, from the frozen quarters and the metrics of this file.
CREATE TABLE report.frozen_quarters (quarter VARCHAR, as_of DATE, schema INTEGER, tool VARCHAR, compared BOOLEAN);
CREATE TABLE report.quarter_values (
  quarter VARCHAR, since DATE, until DATE, position INTEGER, figure VARCHAR, unit VARCHAR, reported DOUBLE,
  reported_low DOUBLE, reported_high DOUBLE, reported_n BIGINT, "now" DOUBLE, now_low DOUBLE, now_high DOUBLE, now_n BIGINT);
CREATE TABLE report.restated_deals (
  quarter VARCHAR, deal_id VARCHAR, seller_id VARCHAR, change VARCHAR, outcome_then VARCHAR, outcome_now VARCHAR,
  stage_then VARCHAR, stage_now VARCHAR, source_then VARCHAR, source_now VARCHAR, amount_then DECIMAL(18, 2),
  amount_now DECIMAL(18, 2), closed_then DATE, closed_now DATE, effect DECIMAL(18, 2), social_effect DECIMAL(18, 2));
CREATE TABLE report.bridge_steps (quarter VARCHAR, position INTEGER, step VARCHAR, effect DOUBLE);
CREATE TABLE report.sellers AS
  SELECT seller_id, name, region, team, hired_on, left_on, seat, trained_on FROM marts.sellers ORDER BY seller_id;
CREATE TABLE report.seller_weeks AS
  SELECT week, seller_id, region, team, seat, ssi, brand, people, insights, relationships, industry_rank, network_rank,
    connections, band, withheld, seat_withheld, network_withheld
  FROM marts.seller_weeks ORDER BY week, seller_id;
CREATE TABLE report.ssi_weeks AS
  SELECT week, place, region, team, sellers, mean, quartiles[1] AS p25, quartiles[2] AS median, quartiles[3] AS p75,
    foundation, practising, active, brand, people, insights, relationships,
    industry_ranked, industry_quartiles[1] AS industry_p25, industry_quartiles[2] AS industry_median,
    industry_quartiles[3] AS industry_p75,
    network_ranked, network_quartiles[1] AS network_p25, network_quartiles[2] AS network_median,
    network_quartiles[3] AS network_p75
  FROM marts.ssi_weeks
  WHERE place = 'all' OR (place = 'region' AND region IS NOT NULL) OR (place = 'team' AND team IS NOT NULL)
    OR (region IS NOT NULL AND team IS NOT NULL)
  ORDER BY place, region, team, week;
CREATE TABLE report.seller_starts AS
  SELECT seller_id, region, team, first_week, last_week, weeks_measured, first_ssi, practising_week, active_week
  FROM marts.seller_starts ORDER BY seller_id;
CREATE TABLE report.training_effects AS
  SELECT place, region, team, kind, estimate, low, high, trained, waiting, trainings FROM computed.training_effects;
CREATE TABLE report.training_trends AS
  SELECT place, region, team, weeks_since, trained, waiting, trained_gain, waiting_gain
  FROM marts.training_trends ORDER BY place, region, team, weeks_since;
CREATE TABLE report.deals AS
  SELECT deal_id, seller_id, region, team, segment, source, origin, stage, outcome, created_on, closed_on, amount, cycle_days,
    created_quarter, closed_quarter, first_social_on
  FROM marts.deals LEFT JOIN marts.influenced_deals USING (deal_id);
CREATE TABLE report.touches AS
  SELECT happened_on, seller_id, channel, kind, deal_id, lead_id, "count", social FROM marts.touches;
-- Of what leads say of themselves only which rules it meets is published, never a text.
CREATE TABLE report.leads AS
  SELECT f.number, l.lead_id, l.seller_id, l.region, l.team, l.segment, l.channel, l.source, l.created_on, l.won, l.won_on,
    l.score, f.scored_day, f.part
  FROM marts.leads l JOIN marts.lead_facts f USING (lead_id) ORDER BY f.number;
CREATE TABLE report.scoring AS SELECT * FROM marts.scoring;
CREATE TABLE report.score_terms AS SELECT term, part, rule, label, points, half_life, most, rule_label, path, factor, phrase
  FROM marts.score_terms ORDER BY term;
CREATE TABLE report.lead_hits AS SELECT number, term, day, times FROM marts.lead_hits ORDER BY number, term, day;
CREATE TABLE report.score_names AS SELECT score, probability, own FROM marts.score_names ORDER BY position;
CREATE TABLE report.lead_scores AS SELECT score, number, value FROM marts.lead_scores ORDER BY score, number;
CREATE TABLE report.judged_fields AS
  SELECT field, label, leads, won, filled, filled_won, "values", auc, flag FROM marts.lead_fields;
CREATE TABLE report.models AS
  SELECT model, state, learnt, learnt_won, judged, judged_won, auc, auc_low, auc_high, brier, base_brier FROM marts.lead_models;
CREATE TABLE report.model_terms AS
  SELECT feature, term, label, part, unit, leads, points, odds_ratio, odds_low, odds_high FROM marts.fitted_terms;
CREATE TABLE report.navigator_usage AS
  SELECT week, seller_id, region, team, seat, days_active, searches, profile_views, inmails_sent, inmails_answered,
    saved_leads, saved_accounts, withheld
  FROM marts.navigator_usage ORDER BY week, seller_id;
CREATE TABLE report.connections AS
  SELECT week, seller_id, region, team, added, in_persona, persona_known, companies, total, withheld
  FROM marts.connections ORDER BY week, seller_id;
CREATE TABLE report.invitations AS
  SELECT week, seller_id, region, team, sent, accepted, visited, received, withheld
  FROM marts.invitations ORDER BY week, seller_id;
CREATE TABLE report.training AS
  SELECT session, held_on, seller_id, region, team, invited, attended FROM marts.training;
CREATE TABLE report.coaching AS
  SELECT planned_on, held_on, seller_id, region, team, actions, actions_closed FROM marts.coaching;
CREATE TABLE report.profile_audits AS
  SELECT audited_on, seller_id, region, team, round, photo, headline, summary, experience, recommendations, network,
    publishing
  FROM marts.profile_audits;
CREATE TABLE report.surveys AS
  SELECT week, seller_id, region, team, meetings, opportunities, influenced, usefulness, withheld
  FROM marts.surveys;
CREATE TABLE report.posts AS
  SELECT post_id, published_on, seller_id, region, team, platform, content_type, title, impressions, likes, comments,
    shares, saves, clicks, response_minutes, engagement
  FROM marts.posts;
CREATE TABLE report.influence AS SELECT lookback_days, social_channels FROM influence;
CREATE TABLE report.programme AS SELECT cost, margin FROM programme;
CREATE TABLE report.moments AS SELECT moment, ceiling FROM moments;
CREATE TABLE report.licence AS SELECT seats, seat_cost FROM licence;
CREATE TABLE report.maturity_levels AS SELECT position, level, measure, threshold FROM maturity_levels;
CREATE TABLE report.contributions AS
  SELECT interview_id, interviewed_on, seller_id, region, team, deal_id, moment, percent, argument, verbatim, closed_on,
    closed_quarter, amount, declared
  FROM marts.contributions;
CREATE TABLE report.web_traffic AS
  SELECT week, channel, channel_group, campaign, sessions, leads, qualified_leads FROM marts.web_traffic;
CREATE TABLE report.trends AS SELECT week, term, interest FROM marts.trends;
CREATE TABLE report.input_files AS
  SELECT position, file, source, rows_read, accepted, rejected, ignored, duplicates, sha256 FROM accounting.files ORDER BY position;
CREATE TABLE report.texts AS
  SELECT source, "column", text, meaning, listed, rows FROM accounting.texts ORDER BY source, "column", rows DESC, text;
CREATE TABLE report.rejected_rows AS
  SELECT file, line, "column", value, rule, message FROM accounting.rejected ORDER BY position, line, "column", rule;
CREATE TABLE report.flagged_rows AS
  SELECT file, line, "column", value, rule, message FROM accounting.flagged ORDER BY position, line, "column", rule;
CREATE TABLE report.followers AS
  SELECT week, platform, seller_id, region, team, followers, gained FROM marts.followers ORDER BY week, platform, seller_id;
CREATE TABLE report.converted_amounts AS
  SELECT currency, deals, original, converted, lowest_rate, highest_rate FROM marts.converted_amounts;
CREATE TABLE report.checks AS SELECT source, rule FROM accounting.checks ORDER BY source, rule;
CREATE TABLE report.readings AS
  SELECT position, file, encoding, delimiter, header_line, sheet, dates, decimal_mark, preset, system, export, confidence,
    verified, caveat
  FROM accounting.readings ORDER BY position;
CREATE TABLE report.source_days AS SELECT source, day, rows FROM marts.source_days ORDER BY source, day;
CREATE TABLE report.attribution_settings AS SELECT half_life_days, lookback_days FROM attribution_settings;
CREATE TABLE report.channels AS
  SELECT position, channel, count(*) AS names FROM marts.channels GROUP BY ALL ORDER BY position;
CREATE TABLE report.channel_credits AS
  SELECT region, team, closed_on, channel, first, last, linear, time_decay, u, w, shapley, first_amount, last_amount,
    linear_amount, time_decay_amount, u_amount, w_amount, shapley_amount
  FROM marts.channel_credits ORDER BY closed_on, region, team, channel;
CREATE TABLE report.channel_steps AS
  SELECT region, team, closed_on, from_channel, to_channel, steps
  FROM marts.channel_steps ORDER BY closed_on, region, team, from_channel, to_channel;
CREATE TABLE report.channel_routes AS
  SELECT region, team, closed_on, route, deals, won, won_amount
  FROM marts.channel_routes ORDER BY closed_on, region, team, route;
CREATE TABLE report.touch_uses AS
  SELECT day, region, team, use, touches, social FROM marts.touch_uses ORDER BY day, region, team, use;
CREATE TABLE report.quarters_of_sellers AS
  SELECT quarter, starts_on, ends_on, seller_id, region, team, trained, ssi, ssi_weeks, touches, posts, deals, pipeline, won,
    won_amount
  FROM marts.seller_quarters ORDER BY starts_on, seller_id;
CREATE TABLE report.associations AS
  SELECT place, region, team, activity, result, comparison, lag, rho, low, high, sellers, pairs FROM computed.associations;
