-- One row per closed deal: its touches in order of day and, on one day, of the files; empty lists where none is known.
-- `opened` is the place of the last touch up to the deal's creation, else the first.
CREATE TABLE marts.journeys AS
WITH told AS (
  SELECT deal_id, list({'channel': channel, 'days': days_before, 'n': "count", 'opening': opening} ORDER BY happened_on, _row) AS touches
  FROM marts.deal_touches
  WHERE use = 'counted' AND "count" > 0
  GROUP BY deal_id
), parted AS (
  SELECT
    d.deal_id, d.region, d.team, d.closed_on, d.outcome = 'won' AS won, d.amount,
    coalesce([t.channel FOR t IN touches], []) AS channels,
    coalesce([t.days FOR t IN touches], []) AS days,
    coalesce([t.n FOR t IN touches], []) AS counts,
    greatest(1, len([t FOR t IN touches IF t.opening])) AS opened
  FROM marts.deals d LEFT JOIN told USING (deal_id)
  WHERE d.outcome <> 'open'
)
SELECT *, list_filter(channels, (channel, i) -> list_position(channels, channel) = i) AS route FROM parted;
