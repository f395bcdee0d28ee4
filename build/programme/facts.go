package main

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/csv"
	"io"
	"strconv"

	"linkledger/internal/sqlitex"
)

// facts writes the raw facts as CSV with a head: single clicks as the year
// yields them, and sales and payouts as the books have them in the end. The
// peers of the benchmark are asked on them.
func facts(ctx context.Context, o options, to io.Writer) error {
	buffered := bufio.NewWriterSize(to, 1<<20)
	w := csv.NewWriter(buffered)
	write := func(record ...string) error { return w.Write(record) }
	var err error
	switch o.Facts.What {
	case "clicks":
		err = clicks(ctx, o, write)
	case "conversions":
		err = selected(ctx, o, write, `SELECT sale_day AS day, CAST(substr(sold_at, 12, 2) AS INTEGER) AS hour, link_number AS link, member_id AS member, offer_id AS offer,
			currency, status, sale_minor AS sale, commission_minor AS commission, coalesce(nullif(iif(order_facts = '', '', order_facts ->> 'country'), ''), click_country) AS country,
			click_device AS device, click_browser AS browser, click_referrer AS referrer, coalesce(iif(order_facts = '', '', order_facts ->> 'customer'), '') AS customer,
			coalesce(codes.list, '') AS coupon FROM conversion
			LEFT JOIN (SELECT conversion_id, group_concat(code, ',') AS list FROM conversion_code GROUP BY conversion_id) AS codes ON codes.conversion_id = conversion.id
			WHERE test = 0`)
	case "payouts":
		err = selected(ctx, o, write, `SELECT earning.day, earning.member_id AS member, coalesce(conversion.offer_id, payout.offer_id, '') AS offer, earning.currency, earning.amount_minor AS amount
			FROM earning LEFT JOIN conversion ON conversion.id = conversion_id AND conversion_id <> '' LEFT JOIN payout ON payout.cause = earning.cause
			WHERE state <> 'void' AND earning.cause NOT LIKE 'opening:%' AND coalesce(conversion.test, 0) = 0`)
	}
	if err != nil {
		return err
	}
	if w.Flush(); w.Error() != nil {
		return w.Error()
	}
	return buffered.Flush()
}

func clicks(ctx context.Context, o options, write func(...string) error) error {
	p, err := o.year()
	if err != nil {
		return err
	}
	if err := write("day", "hour", "link", "member", "offer", "country", "device", "browser", "referrer", "rejected", "first"); err != nil {
		return err
	}
	for c := range p.Clicks() {
		if err := ctx.Err(); err != nil {
			return err
		}
		first := "0"
		if c.Unique {
			first = "1"
		}
		if err := write(c.Day, c.Hour, strconv.FormatInt(c.Link, 10), c.Member, c.Offer, c.Country, c.Device, c.Browser, c.Referrer, c.Rejected, first); err != nil {
			return err
		}
	}
	return nil
}

// selected writes what a query gives.
func selected(ctx context.Context, o options, write func(...string) error, query string) error {
	return sqlitex.Look(ctx, o.database(), func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, query)
		if err != nil {
			return err
		}
		defer rows.Close()
		head, err := rows.Columns()
		if err != nil {
			return err
		}
		if err := write(head...); err != nil {
			return err
		}
		texts, places := make([]string, len(head)), make([]any, len(head))
		for i := range texts {
			places[i] = &texts[i]
		}
		for rows.Next() {
			if err := rows.Scan(places...); err != nil {
				return err
			}
			if err := write(texts...); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}
