package main

import (
	"fmt"
	"math/rand/v2"
	"time"

	"linkledger/internal/affiliate"
)

// call is one report of a network, as the query of its postback.
type call struct{ click, rest string }

// programme is what a network has to report, and what it must come to. What it
// must come to is worked out here while the reports are made up, not by the
// rules that are under test.
type programme struct {
	calls []call
	state finalState
}

// finalState is what each click came to: a line for each report, sorted.
type finalState map[string][]string

// line is how a report stands at last; amounts are in cents.
func line(order string, kind affiliate.ReportKind, verdict affiliate.Verdict, sale, payout int64) string {
	return fmt.Sprintf("%s %s %s %d %d", order, kind, verdict, sale, payout)
}

const (
	duplicated = 30 // percent of all calls
	amending   = 5  // percent of all calls
)

// draft makes up the given number of calls, nearly a third of which repeat
// others, and shuffles them.
func draft(s *site, draws *rand.Rand, calls int) *programme {
	p := &programme{state: finalState{}}
	amendments := 0
	for n := 0; len(p.calls) < calls*(100-duplicated)/100; n++ {
		click := draftClick(s, draws, n)
		if amendments*100 < amending*calls && draws.IntN(4) == 0 {
			amendments++
			p.amended(click, draws, n)
		} else {
			p.sold(click, draws, n)
		}
	}
	for unique := len(p.calls); len(p.calls) < calls; {
		p.calls = append(p.calls, p.calls[draws.IntN(unique)])
	}
	p.shuffle(draws)
	return p
}

func (p *programme) shuffle(draws *rand.Rand) {
	draws.Shuffle(len(p.calls), func(i, j int) { p.calls[i], p.calls[j] = p.calls[j], p.calls[i] })
}

func draftClick(s *site, draws *rand.Rand, n int) string {
	id, err := s.keys.Mint(affiliate.ClickParts{
		Key: s.clickKey(), Time: time.Unix(1_795_000_000+int64(n%100_000), 0), Link: s.links[draws.IntN(len(s.links))].Number, Nonce: uint64(n),
	})
	if err != nil {
		panic(err) // all parts are in range
	}
	return string(id)
}

func (p *programme) report(click, order, kind string, sale, payout int64) {
	rest := "&sale_amount=" + cents(sale) + "&payout=" + cents(payout)
	if order != "" {
		rest += "&order_id=" + order
	}
	if kind != "" {
		rest += "&kind=" + kind
	}
	p.calls = append(p.calls, call{click, rest})
}

func (p *programme) comesTo(click string, lines ...string) { p.state[click] = lines }

// sold is one sale of a click, two that their orders tell apart, or two that
// nothing does.
func (p *programme) sold(click string, draws *rand.Rand, n int) {
	sale, payout := 100+draws.Int64N(50_000), draws.Int64N(5_000)
	a, b := fmt.Sprintf("o%d-a", n), fmt.Sprintf("o%d-b", n)
	switch draws.IntN(10) {
	case 0:
		p.report(click, a, "", sale, payout)
		p.report(click, b, "", sale, payout)
		p.comesTo(click, line(a, affiliate.ReportSale, affiliate.VerdictReported, sale, payout), line(b, affiliate.ReportSale, affiliate.VerdictReported, sale, payout))
	case 1:
		p.report(click, "", "", sale, payout)
		p.report(click, "", "", sale+1, payout)
		p.comesTo(click, line("", affiliate.ReportSale, affiliate.VerdictUnresolved, sale, payout), line("", affiliate.ReportSale, affiliate.VerdictUnresolved, sale+1, payout))
	default:
		p.report(click, a, "", sale, payout)
		p.comesTo(click, line(a, affiliate.ReportSale, affiliate.VerdictReported, sale, payout))
	}
}

// amended is a sale that the network corrected, took back or restated later.
func (p *programme) amended(click string, draws *rand.Rand, n int) {
	sale, payout := 1_000+draws.Int64N(50_000), 500+draws.Int64N(5_000)
	less, lessPaid := 1+draws.Int64N(900), draws.Int64N(400)
	order := fmt.Sprintf("o%d", n)
	p.report(click, order, "", sale, payout)
	switch draws.IntN(3) {
	case 0:
		p.report(click, order, "correction", -less, -lessPaid)
		p.comesTo(click, line(order, affiliate.ReportSale, affiliate.VerdictReported, sale-less, payout-lessPaid),
			line(order, affiliate.ReportCorrection, affiliate.VerdictReported, -less, -lessPaid))
	case 1:
		p.report(click, order, "reversal", -sale, -payout)
		p.comesTo(click, line(order, affiliate.ReportSale, affiliate.VerdictReversed, 0, 0),
			line(order, affiliate.ReportReversal, affiliate.VerdictReported, -sale, -payout))
	default:
		p.report(click, order, "restatement", less, lessPaid)
		p.comesTo(click, line(order, affiliate.ReportSale, affiliate.VerdictReported, less, lessPaid),
			line(order, affiliate.ReportRestatement, affiliate.VerdictReported, less, lessPaid))
	}
}

func cents(minor int64) string {
	sign := ""
	if minor < 0 {
		sign, minor = "-", -minor
	}
	return fmt.Sprintf("%s%d.%02d", sign, minor/100, minor%100)
}
