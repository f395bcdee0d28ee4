package sequences_test

import (
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// The model: all items of an offer in a plain list, in the order of sales, each
// paid after a look at all the others. It keeps nothing and skips nothing.

// paid is an item with what it earns.
type paid struct {
	earnings.Item
	earnings.Result
}

// adjustments are what people added to conversions.
type adjustments []affiliate.Adjustment

// of is what they come to by now. Each is an amount for one member and stays
// with that one: it counts for nobody while the conversion is another's.
func (list adjustments) of(c affiliate.Conversion) (sum money.Amount) {
	for _, a := range list {
		if a.Kind != affiliate.AdjustConversion || a.Cancelled || a.ConversionID != c.ID || a.MemberID != c.MemberID {
			continue
		}
		var err error
		sum, err = sum.Add(a.Amount())
		must(err)
	}
	return sum
}

// model works out what everything earns by what was said, and by how the
// conversions stand.
func (f *facts) model(conversions []affiliate.Conversion, adjusted adjustments) map[string]paid {
	all := map[string]paid{}
	for _, offer := range append(slices.Clone(f.made), "") { // a code's sale may be of none
		var rules []affiliate.Rule
		for _, id := range f.ids {
			for _, r := range f.rules[id] {
				if r.OfferID == offer {
					rules = append(rules, r)
				}
			}
		}
		plan := earnings.NewPlan(offer, rules)
		list := &plainList{}
		for _, c := range conversions {
			if c.OfferID == offer {
				list.items = append(list.items, paid{Item: f.item(c, adjusted.of(c))})
			}
		}
		list.items = append(list.items, f.clickDays(offer)...)
		slices.SortFunc(list.items, func(a, b paid) int { return a.Place.Compare(b.Place) })
		for i := range list.items {
			result, err := plan.Pay(list.items[i].Item, list)
			must(err)
			list.items[i].Result = result
			all[list.items[i].Cause] = list.items[i]
		}
	}
	return all
}

func (f *facts) item(c affiliate.Conversion, adjusted money.Amount) earnings.Item {
	cause := "conversion:" + string(c.ID)
	return earnings.Item{Cause: cause, Offer: c.OfferID, Member: c.MemberID, Group: f.group(c.MemberID, c.SaleDay),
		Place: earnings.Place{Day: c.SaleDay, At: c.ReportedAt.UnixMilli(), Cause: cause}, Sale: c.Sale, Commission: c.Commission,
		Status: c.Status, Test: c.Test, FromCJ: c.ActionID != "", ClickID: c.ClickID, Order: f.told(c), Adjusted: adjusted,
		Expired: f.expired(c)}
}

// clickDays are the unique clicks of each member, offer and day.
func (f *facts) clickDays(offer affiliate.OfferID) (days []paid) {
	type key struct {
		member affiliate.MemberID
		day    string
	}
	of := map[key]int64{}
	for at, n := range f.clicks {
		if l := links[at.number-1]; l.OfferID == offer && !l.Test {
			of[key{l.MemberID, at.day}] += n
		}
	}
	for k, n := range of {
		if n == 0 {
			continue
		}
		cause := "clicks:" + string(offer) + "." + string(k.member) + "." + k.day
		days = append(days, paid{Item: earnings.Item{Cause: cause, Offer: offer, Member: k.member, Group: f.group(k.member, k.day),
			Place: earnings.Place{Day: k.day, At: 1<<63 - 1, Cause: cause}, Clicks: n,
			Expired: earnings.Expired{EndedOn: f.ended(offer, k.day)}}})
	}
	return days
}

// plainList is earnings.Counted by looking at every item.
type plainList struct{ items []paid }

func (l *plainList) tally(member affiliate.MemberID, w earnings.Window, c money.Currency, in func(earnings.Place) bool) (t earnings.Tally) {
	for _, i := range l.items {
		if member != "" && i.Member != member || i.Place.Day < w.From || w.To != "" && i.Place.Day > w.To || !in(i.Place) {
			continue
		}
		if i.Counts() && (c == "" || i.Sale.Currency == c) {
			t.Conversions++
			t.Sales += max(i.Sale.Minor, 0)
		}
		if i.ByRule.Currency == c {
			t.Payouts += i.ByRule.Minor
		}
	}
	return t
}

func (l *plainList) Before(_ affiliate.OfferID, m affiliate.MemberID, w earnings.Window, p earnings.Place, c money.Currency) (earnings.Tally, error) {
	return l.tally(m, w, c, func(other earnings.Place) bool { return other.Compare(p) < 0 }), nil
}

func (l *plainList) Whole(_ affiliate.OfferID, m affiliate.MemberID, w earnings.Window, c money.Currency) (earnings.Tally, error) {
	t := l.tally(m, w, c, func(earnings.Place) bool { return true })
	t.Payouts = 0
	return t, nil
}

func (l *plainList) OfClick(_ affiliate.OfferID, click string, p earnings.Place) (n int, first string, err error) {
	for _, i := range l.items {
		if i.ClickID == click && i.Counts() && i.Place.Compare(p) < 0 {
			if n == 0 {
				first = i.Place.Day
			}
			n++
		}
	}
	return n, first, nil
}
