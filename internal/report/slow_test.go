package report_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"linkledger/internal/cube"
	"linkledger/internal/report"
)

// event is one thing that counts on a day, taken back when its sign is -1.
type event struct {
	day, saleDay                   cube.Day
	sign                           int64
	of                             map[report.Dimension]string
	currency                       string // empty for a click
	click, unique, rejected        bool
	conversion, counted, timed     bool
	sale, commission, seconds, pay int64
	state                          cube.Payout
}

// events are the facts as somebody knew them in the evening of a day.
func (w *world) events(basis report.Basis, asOf cube.Day) (list []event) {
	for _, c := range w.clicks {
		if c.link.Test || c.day > asOf {
			continue
		}
		list = append(list, event{day: c.day, saleDay: c.day, sign: 1, click: true, unique: c.unique && c.rejected == "", rejected: c.rejected != "",
			of: w.linkIs(c.link, map[report.Dimension]string{report.Hour: c.hour, report.Country: c.country, report.Device: c.device, report.Browser: c.browser, report.Referrer: c.referrer, report.Reason: c.rejected})})
	}
	for _, b := range w.bonuses {
		if b.day <= asOf {
			list = append(list, event{day: b.day, saleDay: b.day, sign: 1, currency: b.currency, pay: b.amount, state: b.state,
				of: map[report.Dimension]string{report.Offer: b.offer, report.Member: b.member, report.Stage: "0", report.PayoutIs: fmt.Sprint(b.state)}})
		}
	}
	for _, s := range w.sales {
		var before *saleVersion
		for i := range s.versions {
			v := &s.versions[i]
			if v.known > asOf {
				break
			}
			day, adjustment := s.day, w.isAdjustment(s.day, v.known)
			if adjustment && basis != report.BySaleDay {
				day = v.known
			}
			if before != nil {
				list = append(list, w.saleEvents(s, before, day, -1, adjustment)...)
			}
			list = append(list, w.saleEvents(s, v, day, 1, adjustment)...)
			before = v
		}
	}
	return list
}

func (w *world) saleEvents(s *saleFact, v *saleVersion, day cube.Day, sign int64, adjustment bool) []event {
	is := map[report.Dimension]string{report.Country: v.country, report.Device: v.device, report.Browser: v.browser, report.Referrer: v.referrer, report.Coupon: v.coupon,
		report.Status: v.status, report.CJStatus: v.cjStatus, report.Action: v.action, report.Customer: v.customer, report.Stage: fmt.Sprint(v.stage)}
	if v.link != nil {
		w.linkIs(v.link, is)
	}
	is[report.Offer], is[report.Member] = v.offer, v.member
	if v.hour >= 0 {
		is[report.Hour] = fmt.Sprintf("%02d", v.hour)
	}
	if v.seconds >= 0 {
		is[report.Took] = fmt.Sprint(cube.TookBucket(v.seconds))
	}
	if adjustment {
		is[report.Adjustment] = "1"
	}
	counted := v.status == "pending" || v.status == "approved" || v.status == "on_hold"
	list := []event{{day: day, saleDay: s.day, sign: sign, of: is, currency: v.currency, conversion: true, counted: counted, timed: v.seconds >= 0, sale: v.sale, commission: v.commission, seconds: v.seconds}}
	for _, e := range v.earnings {
		mine := map[report.Dimension]string{}
		for d, id := range is {
			mine[d] = id
		}
		mine[report.Member], mine[report.PayoutIs] = e.member, fmt.Sprint(e.state)
		list = append(list, event{day: day, saleDay: s.day, sign: sign, of: mine, currency: e.currency, pay: e.amount, state: e.state})
	}
	return list
}

func (w *world) linkIs(l *report.LinkEntry, is map[report.Dimension]string) map[report.Dimension]string {
	is[report.Link], is[report.Offer], is[report.Member] = l.ID, l.Offer, l.Member
	is[report.UTMSource], is[report.UTMMedium], is[report.UTMCampaign] = l.UTM[0], l.UTM[1], l.UTM[2]
	return is
}

// is what an event has of a dimension.
func (w *world) is(e *event, d report.Dimension) string {
	t := e.day.Time()
	switch d {
	case report.Day:
		return t.Format(time.DateOnly)
	case report.Week:
		year, week := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", year, week)
	case report.Month:
		return t.Format("2006-01")
	case report.Weekday:
		return map[time.Weekday]string{1: "1", 2: "2", 3: "3", 4: "4", 5: "5", 6: "6", 0: "7"}[t.Weekday()]
	case report.Group:
		group, since := "", ""
		for _, g := range w.dir.Grouped {
			if g.Member == e.of[report.Member] && g.Since <= e.saleDay.String() && g.Since >= since {
				group, since = g.Group, g.Since
			}
		}
		return group
	}
	return e.of[d]
}

// figure works a measure out of events, from its plain definition, as text; the
// fraction is nil where there is nothing below the line.
func (w *world) figure(m report.Measure, list []event, currency string) (text string, exact *big.Rat) {
	digits := map[string]int{"JPY": 0}[currency] + map[bool]int{true: 2}[currency != "JPY"]
	n := map[string]int64{}
	perMember := map[string]map[string]int64{}
	for _, e := range list {
		add := func(what string, v int64) {
			n[what] += e.sign * v
			if perMember[what] == nil {
				perMember[what] = map[string]int64{}
			}
			perMember[what][e.of[report.Member]] += e.sign * v
		}
		if e.click {
			add("gross", 1)
			switch {
			case e.rejected:
				add("rejected", 1)
			default:
				add("valid", 1)
			}
			if e.unique {
				add("unique", 1)
			}
			continue
		}
		if e.currency != currency {
			continue
		}
		if e.conversion {
			add("all", 1)
			add("is "+e.of[report.Status], 1)
			if e.counted {
				add("conversions", 1)
				add("sale", e.sale)
				add("commission", e.commission)
				if e.timed {
					add("timed", 1)
					add("seconds", e.seconds)
				}
			}
			continue
		}
		add("payout", e.pay)
		add(fmt.Sprint("payout", e.state), e.pay)
	}
	members := func(of func(member string) bool) (count int64) {
		for _, m := range w.dir.Members {
			if !m.Test && of(m.ID) {
				count++
			}
		}
		return count
	}
	whole := func(v int64) (string, *big.Rat) { return fmt.Sprint(v), big.NewRat(v, 1) }
	minor := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	amount := func(v int64) (string, *big.Rat) {
		r := new(big.Rat).SetFrac(big.NewInt(v), minor)
		return halfEven(r, digits), r
	}
	per := func(over, under int64, isMoney bool, places int) (string, *big.Rat) {
		if under == 0 {
			return "", nil
		}
		r := big.NewRat(over, under)
		if isMoney {
			r.Quo(r, new(big.Rat).SetInt(minor))
			places += digits
		}
		return halfEven(r, places), r
	}
	withConversions := members(func(id string) bool { return perMember["conversions"][id] > 0 })
	switch m {
	case report.Clicks:
		return whole(n["valid"])
	case report.GrossClicks:
		return whole(n["gross"])
	case report.UniqueClicks:
		return whole(n["unique"])
	case report.RejectedClicks:
		return whole(n["rejected"])
	case report.Conversions:
		return whole(n["conversions"])
	case report.RejectedConversions:
		return whole(n["is rejected"])
	case report.ReversedConversions:
		return whole(n["is reversed"])
	case report.SaleAmount:
		return amount(n["sale"])
	case report.NetworkCommission:
		return amount(n["commission"])
	case report.Payout:
		return amount(n["payout"])
	case report.PayoutPending:
		return amount(n["payout1"])
	case report.PayoutDue:
		return amount(n["payout2"])
	case report.PayoutSending:
		return amount(n["payout3"])
	case report.PayoutPaid:
		return amount(n["payout4"])
	case report.Margin:
		return amount(n["commission"] - n["payout"])
	case report.EPC:
		return per(n["payout"], n["valid"], true, 2)
	case report.EPC100:
		return per(100*n["payout"], n["valid"], true, 0)
	case report.NetworkEPC:
		return per(n["commission"], n["valid"], true, 2)
	case report.NetworkEPC100:
		return per(100*n["commission"], n["valid"], true, 0)
	case report.RPC:
		return per(n["sale"], n["valid"], true, 2)
	case report.CR:
		return per(100*n["conversions"], n["valid"], false, 2)
	case report.CRUnique:
		return per(100*n["conversions"], n["unique"], false, 2)
	case report.AOV:
		return per(n["sale"], n["conversions"], true, 0)
	case report.ROAS:
		return per(n["sale"], n["payout"], false, 2)
	case report.ReversalRate:
		return per(100*n["is reversed"], n["all"], false, 2)
	case report.ClickToSale:
		return per(n["seconds"], n["timed"], false, 0)
	case report.ActiveMembers:
		return whole(members(func(id string) bool {
			return perMember["gross"][id] != 0 || perMember["conversions"][id] != 0 || perMember["payout"][id] != 0
		}))
	case report.MembersWithConversions:
		return whole(withConversions)
	case report.MembersDue:
		return whole(members(func(id string) bool { return perMember["payout2"][id] > 0 }))
	case report.SalesPerMember:
		return per(n["sale"], withConversions, true, 0)
	case report.PayoutPerMember:
		return per(n["payout"], withConversions, true, 0)
	}
	panic("the test does not know " + m)
}

// halfEven writes a fraction with some decimals.
func halfEven(r *big.Rat, places int) string {
	scaled := new(big.Rat).Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)))
	twice := new(big.Int).Mul(big.NewInt(2), scaled.Num())
	whole := new(big.Int).Div(new(big.Int).Add(twice, scaled.Denom()), new(big.Int).Mul(big.NewInt(2), scaled.Denom())) // half up
	if new(big.Rat).Sub(new(big.Rat).SetInt(whole), scaled).Cmp(big.NewRat(1, 2)) == 0 && whole.Bit(0) == 1 {
		whole.Sub(whole, big.NewInt(1))
	}
	digits := new(big.Int).Abs(whole).String()
	if missing := places + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	if places > 0 {
		digits = digits[:len(digits)-places] + "." + digits[len(digits)-places:]
	}
	if whole.Sign() < 0 {
		digits = "-" + digits
	}
	return digits
}

// needsClicks are the measures that count clicks, by which kind of them.
func needsClicks(m report.Measure) (valid, others bool) {
	valid = slices.Contains([]report.Measure{report.Clicks, report.EPC, report.EPC100, report.NetworkEPC, report.NetworkEPC100, report.RPC, report.CR}, m)
	return valid, slices.Contains([]report.Measure{report.GrossClicks, report.UniqueClicks, report.RejectedClicks, report.CRUnique, report.ActiveMembers}, m)
}

// isKnown says by the rules whether a measure is known for a cut.
func isKnown(m report.Measure, cuts []report.Dimension, raw bool) bool {
	valid, others := needsClicks(m)
	byLink := []report.Dimension{report.Day, report.Week, report.Month, report.Weekday, report.Offer, report.Member, report.Group, report.Link,
		report.UTMSource, report.UTMMedium, report.UTMCampaign, report.UTMContent, report.UTMTerm}
	facets := []report.Dimension{report.Hour, report.Country, report.Device, report.Browser, report.Referrer}
	withFacets := []report.Dimension{report.Day, report.Week, report.Month, report.Weekday, report.Offer}
	have := map[report.Dimension]bool{}
	linkOnly, facetOnly, clicksOnly := true, true, true
	for _, d := range cuts {
		linkOnly = linkOnly && (slices.Contains(byLink, d) || d == report.Reason)
		clicksOnly = clicksOnly && (slices.Contains(byLink, d) || slices.Contains(facets, d) || d == report.Reason)
		if slices.Contains(facets, d) {
			have[d] = true
		} else {
			facetOnly = facetOnly && slices.Contains(withFacets, d)
		}
	}
	if slices.Contains(cuts, report.Reason) {
		return m == report.RejectedClicks && (linkOnly || raw && clicksOnly)
	}
	if !valid && !others || linkOnly {
		return true
	}
	if raw && clicksOnly {
		return m != report.ActiveMembers
	}
	return valid && facetOnly && len(have) == 1
}
