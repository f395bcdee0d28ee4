package main

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// question is one that build/programme knows by its name, in SQL.
type question struct {
	name  string
	keys  []string // expressions of what the rows are by
	days  int      // the last ones; 0 is all
	where string   // of clicks, sales and payouts alike
	sales string   // of sales alone
	parts string   // s sales, c clicks, p payouts, r rejected clicks
	limit int      // rows with the largest sales; 0 is all

	last time.Time
}

// questions are all, in the order in which they are asked. Their year ends with
// the last day that has clicks.
func questions(ctx context.Context, e *engine) ([]question, error) {
	var day string
	if err := e.db.QueryRowContext(ctx, `SELECT CAST(max(day) AS VARCHAR) FROM clicks`).Scan(&day); err != nil {
		return nil, err
	}
	last, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, err
	}
	ago := func(days int) string { return last.AddDate(0, 0, 1-days).Format(time.DateOnly) }
	list := []question{
		{name: "home", keys: []string{"CASE WHEN day >= '" + ago(30) + "' THEN 1 ELSE 0 END"}, days: 60, parts: "scp"},
		{name: "days", keys: []string{"day"}, parts: "scp"},
		{name: "months", keys: []string{"{month}"}, parts: "scp"},
		{name: "members", keys: []string{"member"}, parts: "scp", limit: 100_000},
		{name: "top-members", keys: []string{"member"}, days: 90, parts: "scp", limit: 50},
		{name: "offer-months", keys: []string{"offer", "{month}"}, parts: "scp"},
		{name: "member-large", keys: []string{"day", "offer"}, where: "member = 1", parts: "scp"},
		{name: "member-small", keys: []string{"day", "offer"}, where: "member = 9", parts: "scp"},
		{name: "links", keys: []string{"link"}, parts: "sc", limit: 500},
		{name: "countries", keys: []string{"country"}, parts: "sc"},
		{name: "browser-weeks", keys: []string{"{week}", "browser"}, parts: "sc"},
		{name: "referrers", keys: []string{"referrer"}, days: 90, parts: "sc", limit: 100},
		{name: "weekday-hours", keys: []string{"{weekday}", "hour"}, parts: "sc"},
		{name: "coupons", keys: []string{"coupon"}, parts: "s", limit: 500},
		{name: "filtered", keys: []string{"{week}"}, sales: "country IN ('DE', 'AT', 'CH') AND device = 'mobile' AND customer = 'new'", parts: "s"},
		{name: "rejected", keys: []string{"{month}", "rejected"}, parts: "r"},
	}
	for i := range list {
		list[i].last = last
	}
	return list, nil
}

// part is a table that rows are made of, with the figures that it has.
type part struct{ table, figures, where string }

var parts = map[rune]part{
	's': {"conversions", "count(*) AS conversions, CAST(sum(sale) AS BIGINT) AS sales, CAST(sum(commission) AS BIGINT) AS commission", "currency = 'USD' AND status IN ('pending', 'approved', 'on_hold')"},
	'c': {"clicks", "count(*) AS clicks", "rejected = ''"},
	'p': {"payouts", "CAST(sum(amount) AS BIGINT) AS payout", "currency = 'USD'"},
	'r': {"clicks", "count(*) AS rejections", "rejected <> ''"},
}

var figuresOf = map[rune][]string{'s': {"conversions", "sales", "commission"}, 'c': {"clicks"}, 'p': {"payout"}, 'r': {"rejections"}}

// sql is the question as a statement: each table's rows are added up by the
// keys, and what has the same keys is joined.
func (q question) sql() string {
	var keys, names, columns []string
	for i, key := range q.keys {
		name := fmt.Sprintf("k%d", i)
		keys, names = append(keys, key+" AS "+name), append(names, name)
	}
	from := ""
	for i, kind := range q.parts {
		p := parts[kind]
		where := []string{p.where}
		if q.days > 0 {
			where = append(where, "day >= '"+q.last.AddDate(0, 0, 1-q.days).Format(time.DateOnly)+"'")
		}
		if q.where != "" {
			where = append(where, q.where)
		}
		if q.sales != "" && kind == 's' {
			where = append(where, q.sales)
		}
		one := fmt.Sprintf("(SELECT %s, %s FROM %s WHERE %s GROUP BY %s) AS %c", strings.Join(keys, ", "), p.figures, p.table, strings.Join(where, " AND "),
			strings.Join(q.keys, ", "), kind)
		if i == 0 {
			from = one
		} else {
			from += " FULL JOIN " + one + " USING (" + strings.Join(names, ", ") + ")"
		}
		for _, figure := range figuresOf[kind] {
			columns = append(columns, "coalesce("+figure+", 0)")
		}
	}
	text := "SELECT " + strings.Join(append(names, columns...), ", ") + " FROM " + from
	if q.limit > 0 {
		text += fmt.Sprintf(" ORDER BY coalesce(sales, 0) DESC LIMIT %d", q.limit)
	}
	return text
}

// figures is how many columns of a row are figures.
func (q question) figures() (n int) {
	for _, kind := range q.parts {
		n += len(figuresOf[kind])
	}
	return n
}
