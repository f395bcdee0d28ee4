package sequences_test

import (
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// facts are what was said so far, as the model reads them.
type facts struct {
	rows  map[string]affiliate.CommissionRow // CJ's ledger as it stands
	rules map[affiliate.RuleID][]affiliate.Rule
	ids   []affiliate.RuleID

	groups map[affiliate.MemberID]*dated
	codes  map[string]*dated
	pids   map[string]*dated
	owner  map[string]affiliate.MemberID // of PIDs, now
	holder map[string]affiliate.MemberID // of promo codes, now
	prefer dated
	offers map[affiliate.OfferID]*offered
	made   []affiliate.OfferID // the offers, as they came

	clicks   map[linkDay]int64 // unique ones
	adjusted []affiliate.AdjustmentID
	opened   []affiliate.OpeningID
	things   map[affiliate.AdjustmentID]string // what they are about
}

type linkDay struct {
	number int64
	day    string
}

func newFacts() facts {
	return facts{rows: map[string]affiliate.CommissionRow{}, rules: map[affiliate.RuleID][]affiliate.Rule{}, groups: map[affiliate.MemberID]*dated{},
		codes: map[string]*dated{}, pids: map[string]*dated{}, owner: map[string]affiliate.MemberID{}, holder: map[string]affiliate.MemberID{}, clicks: map[linkDay]int64{}, things: map[affiliate.AdjustmentID]string{},
		offers: map[affiliate.OfferID]*offered{}}
}

// dated is what counts from a day on.
type dated struct{ since, values []string }

func (d *dated) put(since, value string) {
	if i := slices.Index(d.since, since); i >= 0 {
		d.values[i] = value
		return
	}
	d.since, d.values = append(d.since, since), append(d.values, value)
}

// from is put by somebody who knew of nothing later: that ends with it.
func (d *dated) from(since, value string) {
	kept := dated{}
	for i, day := range d.since {
		if day < since {
			kept.put(day, d.values[i])
		}
	}
	kept.put(since, value)
	*d = kept
}

// on is the value of the newest day that is not after a day; "" without one.
func (d *dated) on(day string) (value string) {
	newest := ""
	for i, since := range d.since {
		if since <= day && since >= newest {
			newest, value = since, d.values[i]
		}
	}
	return value
}

// joined: the first group that a member ever has counts always.
func (f *facts) joined(m affiliate.MemberID, g affiliate.GroupID, day string) {
	if f.groups[m] == nil {
		if g == "" {
			return
		}
		f.groups[m], day = &dated{}, ""
	}
	f.groups[m].put(day, string(g))
}

// owned: so does the first member that ever has a promo code or a PID.
func owned(of map[string]*dated, one string, m affiliate.MemberID, day string) {
	if of[one] == nil {
		of[one], day = &dated{}, ""
	}
	of[one].put(day, string(m))
}

func (f *facts) group(m affiliate.MemberID, day string) affiliate.GroupID {
	if f.groups[m] == nil {
		return ""
	}
	return affiliate.GroupID(f.groups[m].on(day))
}

// rowsOf are the rows of an action, and its original where that is here.
func (f *facts) rowsOf(action string) (rows []affiliate.CommissionRow, original *affiliate.CommissionRow) {
	for _, row := range f.rows {
		if action != "" && row.OriginalActionID == action {
			rows = append(rows, row)
			if row.Original {
				original = &row
			}
		}
	}
	return rows, original
}

func bonus(row affiliate.CommissionRow) bool {
	return row.ActionType == "bonus" || row.ActionType == "perf_inc"
}

// counts is what a row of an action comes to: its sale, and what CJ pays us.
func (f *facts) counts(row affiliate.CommissionRow) (sale, commission int64) {
	_, original := f.rowsOf(row.OriginalActionID)
	if original == nil || original.ValidationStatus == "DECLINED" {
		return 0, 0
	}
	s, m, err := row.Amounts()
	must(err)
	if row.Role == affiliate.CJAdvertiser {
		return s.Minor, 0
	}
	return s.Minor, m.Minor
}

// order is what CJ tells of a conversion's order.
func (f *facts) order(c affiliate.Conversion) affiliate.Order {
	_, original := f.rowsOf(c.ActionID)
	if original == nil {
		return affiliate.Order{}
	}
	order, err := original.Order()
	must(err)
	return order
}

// told is that with the promo code that a postback told of.
func (f *facts) told(c affiliate.Conversion) affiliate.Order {
	order := f.order(c)
	if codes := order.Coupons(); c.PromoCode != "" && !slices.Contains(codes, c.PromoCode) {
		order.Coupon = strings.Join(append(codes, c.PromoCode), ",")
	}
	return order
}

func cmpText[T ~string](a, b T) int { return strings.Compare(string(a), string(b)) }
