package main

import (
	"context"
	"fmt"
	"slices"
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
type part struct {
	table, where string
	figures      map[string]string
}

var parts = map[rune]part{
	's': {"conversions", "currency = 'USD' AND status IN ('pending', 'approved', 'on_hold')",
		map[string]string{"conversions": "count(*)", "sales": "CAST(sum(sale) AS BIGINT)", "commission": "CAST(sum(commission) AS BIGINT)"}},
	'c': {"clicks", "rejected = ''", map[string]string{"clicks": "count(*)"}},
	'p': {"payouts", "currency = 'USD'", map[string]string{"payout": "CAST(sum(amount) AS BIGINT)"}},
	'r': {"clicks", "rejected <> ''", map[string]string{"rejections": "count(*)"}},
}

var figuresOf = map[rune][]string{'s': {"conversions", "sales", "commission"}, 'c': {"clicks"}, 'p': {"payout"}, 'r': {"rejections"}}

// sql is the question as a statement: each table's rows are added up by the
// keys, and then what has the same keys.
func (q question) sql() string {
	var keys, names, sums []string
	for i, key := range q.keys {
		name := fmt.Sprintf("k%d", i)
		keys, names = append(keys, key+" AS "+name), append(names, name)
	}
	for _, figure := range q.columns() {
		sums = append(sums, "CAST(sum("+figure+") AS BIGINT) AS "+figure)
	}
	var tables []string
	for _, kind := range q.parts {
		tables = append(tables, "SELECT "+strings.Join(append(slices.Clone(keys), q.added(kind)...), ", ")+" FROM "+parts[kind].table+
			" WHERE "+q.narrowed(kind)+" GROUP BY "+strings.Join(q.keys, ", "))
	}
	text := "SELECT " + strings.Join(append(slices.Clone(names), sums...), ", ") + " FROM (" + strings.Join(tables, " UNION ALL ") + ") AS t GROUP BY " + strings.Join(names, ", ")
	if len(tables) == 1 {
		text = tables[0]
	}
	if q.limit > 0 {
		text += fmt.Sprintf(" ORDER BY sales DESC LIMIT %d", q.limit)
	}
	return text
}

// added are the figures of a table's rows; those that others have are nothing.
func (q question) added(kind rune) (list []string) {
	for _, figure := range q.columns() {
		expression, has := parts[kind].figures[figure]
		if !has {
			expression = "0"
		}
		list = append(list, expression+" AS "+figure)
	}
	return list
}

// narrowed are the conditions on a table's rows.
func (q question) narrowed(kind rune) string {
	where := []string{parts[kind].where}
	if q.days > 0 {
		where = append(where, "day >= '"+q.last.AddDate(0, 0, 1-q.days).Format(time.DateOnly)+"'")
	}
	if q.where != "" {
		where = append(where, q.where)
	}
	if q.sales != "" && kind == 's' {
		where = append(where, q.sales)
	}
	return strings.Join(where, " AND ")
}

// columns are the figures of a row, in the order in which our program has them.
func (q question) columns() (names []string) {
	for _, kind := range q.parts {
		names = append(names, figuresOf[kind]...)
	}
	return names
}
