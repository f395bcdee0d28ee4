package desktop

// sqlExamples are statements to begin with.
func sqlExamples() []SQLStatement {
	return []SQLStatement{
		{Name: "Sales by member", Statement: `-- Amounts are whole cents: minor_units says how many make one.
SELECT member, sales.currency,
       count(*) AS conversions,
       sum(sale_minor) * 1.0 / minor_units AS sales,
       sum(commission_minor) * 1.0 / minor_units AS commission
FROM sales JOIN currencies ON currencies.currency = sales.currency
WHERE status IN ('pending', 'approved', 'on_hold') AND test = 0
GROUP BY member_id, sales.currency
ORDER BY sales DESC`},
		{Name: "Clicks and conversions by day", Statement: `WITH sold AS (
  SELECT sale_day AS day, count(*) AS conversions
  FROM sales
  WHERE status IN ('pending', 'approved', 'on_hold') AND test = 0
  GROUP BY sale_day
)
SELECT clicks.day, sum(valid_clicks) AS clicks, coalesce(conversions, 0) AS conversions
FROM clicks LEFT JOIN sold ON sold.day = clicks.day
WHERE test = 0
GROUP BY clicks.day
ORDER BY clicks.day DESC`},
		{Name: "Members who never sold", Statement: `SELECT name, member_group, created_at
FROM members
WHERE status = 'active' AND test = 0
  AND member_id NOT IN (SELECT member_id FROM sales WHERE member_id IS NOT NULL AND status <> 'rejected')
ORDER BY created_at`},
		{Name: "Orders that were reported more than once", Statement: `SELECT order_id, count(*) AS times, group_concat(DISTINCT member) AS members, group_concat(DISTINCT status) AS statuses
FROM sales
WHERE order_id IS NOT NULL
GROUP BY order_id
HAVING count(*) > 1
ORDER BY times DESC`},
		{Name: "What CJ corrected", Statement: `SELECT posted_at, action_id, order_id, correction_reason, currency, sale_minor, commission_minor
FROM cj_rows
WHERE original = 0
ORDER BY posted_at DESC`},
		{Name: "Payouts by state", Statement: `SELECT member, currency, state, sum(amount_minor) AS amount_minor
FROM payouts
WHERE state <> 'void'
GROUP BY member_id, currency, state
ORDER BY member, currency, state`},
	}
}
