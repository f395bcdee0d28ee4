package main

import (
	"time"

	"linkledger/internal/ingest/programme"
	"linkledger/internal/report"
)

// questions are what the reports' benchmark asks, by name; build/bench asks its
// peers the same in SQL. Figures are those of one currency.
func questions(p *programme.Programme) map[string]report.Query {
	last := func(days int) report.Period {
		return report.Period{From: p.End().AddDate(0, 0, -days).Format(time.DateOnly), To: p.End().AddDate(0, 0, -1).Format(time.DateOnly)}
	}
	year := last(programme.Days)
	largest := report.Sort{Measure: report.SaleAmount, Descending: true}
	shop := []report.Measure{report.Conversions, report.SaleAmount, report.NetworkCommission, report.Clicks}
	all := append(shop[:len(shop):len(shop)], report.Payout)
	only := func(d report.Dimension, values ...string) report.Filter {
		return report.Filter{Dimension: d, Values: values}
	}
	ofMember := func(id string) report.Query {
		return report.Query{Period: year, By: []report.Dimension{report.Day, report.Offer}, Where: []report.Filter{only(report.Member, id)}, Measure: all, Limit: report.MaxLimit}
	}
	return map[string]report.Query{
		"home":          {Period: last(30), Compare: report.PreviousPeriod, Measure: all},
		"days":          {Period: year, By: []report.Dimension{report.Day}, Measure: all, Limit: report.MaxLimit},
		"months":        {Period: year, By: []report.Dimension{report.Month}, Measure: all},
		"members":       {Period: year, By: []report.Dimension{report.Member}, Measure: all, Sort: largest, Limit: report.MaxLimit},
		"top-members":   {Period: last(90), By: []report.Dimension{report.Member}, Measure: all, Sort: largest, Limit: 50},
		"offer-months":  {Period: year, By: []report.Dimension{report.Offer, report.Month}, Measure: all, Limit: report.MaxLimit},
		"member-large":  ofMember("member0000000001"),
		"member-small":  ofMember("member0000000009"),
		"links":         {Period: year, By: []report.Dimension{report.Link}, Measure: shop, Sort: largest, Limit: 500},
		"countries":     {Period: year, By: []report.Dimension{report.Country}, Measure: shop},
		"browser-weeks": {Period: year, By: []report.Dimension{report.Week, report.Browser}, Measure: shop, Limit: report.MaxLimit},
		"referrers":     {Period: last(90), By: []report.Dimension{report.Referrer}, Measure: shop, Sort: largest, Limit: 100},
		"weekday-hours": {Period: year, By: []report.Dimension{report.Weekday, report.Hour}, Measure: shop},
		"coupons":       {Period: year, By: []report.Dimension{report.Coupon}, Measure: shop[:3], Sort: largest, Limit: 500},
		"filtered": {Period: year, By: []report.Dimension{report.Week}, Measure: shop[:3],
			Where: []report.Filter{only(report.Country, "DE", "AT", "CH"), only(report.Device, "mobile"), only(report.Customer, "new")}},
		"rejected": {Period: year, By: []report.Dimension{report.Month, report.Reason}, Measure: []report.Measure{report.RejectedClicks}, Limit: report.MaxLimit},
	}
}
