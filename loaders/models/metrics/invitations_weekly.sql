-- title: Invitations by week
-- grain: One row per ISO week with invitations.
-- unit: invitations; sellers; means
-- dates: The Monday of the week.
-- definition: Invitations sent, accepted and received, and the requests that came in per seller who has a row that week.
-- limits: A seller without a row that week sent and received none, or did not report. An archive holds recent and pending invitations only. In a report for leadership, weeks in which too few sellers of the selection have a row are left out.
-- source: Our own definition.
-- column week: Monday of the week.
-- column sellers: Sellers with a row that week.
-- column sent: Invitations sent.
-- column accepted: Of these, accepted; empty where it is not known.
-- column received: Requests that came in.
-- column sent_per_seller: Sent ÷ sellers.
-- column received_per_seller: Received ÷ sellers.
CREATE MACRO invitations_weekly(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH summed AS (
  SELECT
    i.week, count(*) AS sellers, CAST(sum(i.sent) AS BIGINT) AS sent, CAST(sum(i.accepted) AS BIGINT) AS accepted,
    CAST(sum(i.received) AS BIGINT) AS received, count(i.sent) AS senders, count(i.received) AS receivers
  FROM invitations i
  WHERE (region IS NULL OR i.region = region)
    AND (team IS NULL OR i.team = team)
    AND within(i.week, since, until)
  GROUP BY i.week
  HAVING is_told(max(i.withheld), region, team)
)
SELECT
  week, sellers, sent, accepted, received,
  rate(sent, senders) AS sent_per_seller, rate(received, receivers) AS received_per_seller
FROM summed
ORDER BY week;
